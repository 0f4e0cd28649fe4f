"""What is said of recommendations, the plan and the sites."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # Recommendations, sites
    "recommendations": {
        "fi": "Kehityssuosituksia on {{number:recommendations}}, joista ilmaisia {{number:free}}.",
        "sv": "Utvecklingsförslagen är {{number:recommendations}}, varav {{number:free}}"
        " är gratis.",
        "en": "There are {{number:recommendations}} development recommendations, of which"
        " {{number:free}} are free.",
    },
    "sites.few": {
        "fi": "Toimipaikkoja ei aseteta järjestykseen: käyntejä on siihen liian vähän"
        "{{basis:visits}}.",
        "sv": "Verksamhetsställena rangordnas inte: besöken är för få för det{{basis:visits}}.",
        "en": "The sites are not ranked: the visits are too few for that{{basis:visits}}.",
    },
    "sites.many": {
        "fi": "Pienet erot toimipaikkojen välillä voivat olla sattumaa{{basis:visits}}.",
        "sv": "Små skillnader mellan verksamhetsställena kan vara slump{{basis:visits}}.",
        "en": "Small differences between the sites may be chance{{basis:visits}}.",
    },
    "site": {
        "fi": "{{site:$key}}: {{score:site.$key}} pistettä.",
        "sv": "{{site:$key}}: {{score:site.$key}} poäng.",
        "en": "{{site:$key}}: {{score:site.$key}} points.",
    },
    # Plan
    "plan": {
        "fi": "Yhdeksänkymmenen päivän suunnitelmassa toimia on {{number:planned}}, ja"
        " ensimmäisen kuukauden aikana niistä valmistuu {{number:month}}.",
        "sv": "Åtgärderna i nittiodagarsplanen är {{number:planned}}, och av dem blir"
        " {{number:month}} klara under den första månaden.",
        "en": "Steps in the plan of ninety days: {{number:planned}}, of which"
        " {{number:month}} are done within the first month.",
    },
    "plan.first": {
        "fi": "Suunnitelman ensimmäinen: {{advice:$code}}{{basis:plan}}.",
        "sv": "Först i planen: {{advice:$code}}{{basis:plan}}.",
        "en": "First in the plan: {{advice:$code}}{{basis:plan}}.",
    },
    "plan.again": {
        "fi": "Seuraavalla kierroksella kysytään samat asiat uudelleen, ja muutoksesta"
        " puhutaan vasta, kun se on sattumaa suurempi{{basis:visits}}.",
        "sv": "I nästa omgång ställs samma frågor på nytt, och om en förändring talas det"
        " först när den är större än slumpen{{basis:visits}}.",
        "en": "The next round asks the same again, and a change is told only when it is"
        " larger than chance{{basis:visits}}.",
    },
    "what_if.one": {
        "fi": "Jos hyödyllisimmät suositukset olisivat toteutuneet tällä käynnillä,"
        " kokonaispisteet olisivat olleet {{score:what_if}} eivätkä {{score:total}};"
        " se ei ole ennuste{{basis:what_if}}.",
        "sv": "Om de nyttigaste förslagen hade varit genomförda vid det här besöket skulle"
        " totalpoängen ha varit {{score:what_if}} i stället för {{score:total}}; det"
        " är ingen prognos{{basis:what_if}}.",
        "en": "Had the most useful recommendations been in place in this visit, the total"
        " would have been {{score:what_if}} instead of {{score:total}}; that is no"
        " forecast{{basis:what_if}}.",
    },
    "what_if.more": {
        "fi": "Jos hyödyllisimmät suositukset olisivat toteutuneet näillä käynneillä,"
        " kokonaispisteet olisivat olleet {{score:what_if}} eivätkä {{score:total}};"
        " se ei ole ennuste{{basis:what_if}}.",
        "sv": "Om de nyttigaste förslagen hade varit genomförda vid de här besöken skulle"
        " totalpoängen ha varit {{score:what_if}} i stället för {{score:total}}; det"
        " är ingen prognos{{basis:what_if}}.",
        "en": "Had the most useful recommendations been in place in these visits, the total"
        " would have been {{score:what_if}} instead of {{score:total}}; that is no"
        " forecast{{basis:what_if}}.",
    },
}
