"""The drafted sentences in three languages, side by side, reviewed as text like the checklists.

Numbers, names and quotes are chips. ``{{basis:…}}`` says what a sentence rests on beside its chips.
Sentences of one visit tell of an event; those of a few visits count; only from five visits on may
a sentence speak of a pattern.
"""

from __future__ import annotations

from collections.abc import Mapping

Three = Mapping[str, str]

WORDS: Mapping[str, Three] = {
    # Summary
    "total.one": {
        "fi": "Tällä käynnillä asiakkaan polku sai {{score:total}} pistettä sadasta"
        "{{basis:visits}}.",
        "sv": "Vid det här besöket fick kundens resa {{score:total}} poäng av hundra"
        "{{basis:visits}}.",
        "en": "In this visit the customer’s journey earned {{score:total}} points out of a hundred"
        "{{basis:visits}}.",
    },
    "total.more": {
        "fi": "Asiakkaan polku sai {{score:total}} pistettä sadasta; käyntejä oli"
        " {{number:visits}}{{basis:visits}}.",
        "sv": "Kundens resa fick {{score:total}} poäng av hundra; besöken var"
        " {{number:visits}}{{basis:visits}}.",
        "en": "The customer’s journey earned {{score:total}} points out of a hundred; there were"
        " {{number:visits}} visits{{basis:visits}}.",
    },
    "target.reached": {
        "fi": "Tavoite {{number:target}} saavutettiin{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes{{basis:target}}.",
        "en": "The target of {{number:target}} was reached{{basis:target}}.",
    },
    "target.missed": {
        "fi": "Tavoitteesta {{number:target}} jäätiin{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes inte{{basis:target}}.",
        "en": "The target of {{number:target}} was not reached{{basis:target}}.",
    },
    "order.one": {
        "fi": "Vahvin vaihe oli {{stage:$best}} ({{score:stage.$best}}), heikoin"
        " {{stage:$worst}} ({{score:stage.$worst}}){{basis:order}}.",
        "sv": "Starkast var {{stage:$best}} ({{score:stage.$best}}), svagast"
        " {{stage:$worst}} ({{score:stage.$worst}}){{basis:order}}.",
        "en": "{{stage:$best}} was strongest ({{score:stage.$best}}) and {{stage:$worst}}"
        " weakest ({{score:stage.$worst}}){{basis:order}}.",
    },
    "order.more": {
        "fi": "Eniten pisteitä sai {{stage:$best}} ({{score:stage.$best}}) ja vähiten"
        " {{stage:$worst}} ({{score:stage.$worst}}){{basis:order}}.",
        "sv": "Mest poäng fick {{stage:$best}} ({{score:stage.$best}}) och minst"
        " {{stage:$worst}} ({{score:stage.$worst}}){{basis:order}}.",
        "en": "{{stage:$best}} earned most points ({{score:stage.$best}}) and {{stage:$worst}}"
        " fewest ({{score:stage.$worst}}){{basis:order}}.",
    },
    "gaps.met": {
        "fi": "Kokemus vastasi odotuksia tai ylitti ne jokaisessa vaiheessa{{basis:gaps}}.",
        "sv": "Upplevelsen motsvarade eller överträffade förväntningarna i varje skede"
        "{{basis:gaps}}.",
        "en": "The experience met or exceeded the expectation in every stage{{basis:gaps}}.",
    },
    "gaps.below": {
        "fi": "Kokemus jäi alle odotusten jokaisessa vaiheessa{{basis:gaps}}.",
        "sv": "Upplevelsen låg under förväntningarna i varje skede{{basis:gaps}}.",
        "en": "The experience fell short of the expectation in every stage{{basis:gaps}}.",
    },
    "gaps.some": {
        "fi": "Odotuksista jäätiin tässä: $names{{basis:gaps}}.",
        "sv": "Förväntningarna infriades inte här: $names{{basis:gaps}}.",
        "en": "The experience fell short of the expectation here: $names{{basis:gaps}}.",
    },
    "few": {
        "fi": "Käyntejä on vähän: ne näyttävät, mitä tapahtui, eivät sitä, kuinka tavallista se on"
        "{{basis:visits}}.",
        "sv": "Besöken är få: de visar vad som hände, inte hur vanligt det är{{basis:visits}}.",
        "en": "The visits are few: they show what happened, not how common it is{{basis:visits}}.",
    },
    "one": {
        "fi": "Yksi käynti kertoo, mitä silloin tapahtui; se ei kerro, millaista palvelu muulloin"
        " on{{basis:visits}}.",
        "sv": "Ett besök berättar vad som hände då; det säger inte hur servicen är annars"
        "{{basis:visits}}.",
        "en": "One visit tells what happened then; it does not tell what the service is like at"
        " other times{{basis:visits}}.",
    },
    "first": {
        "fi": "Aloittakaa tästä: {{advice:$code}}{{basis:first}}.",
        "sv": "Börja här: {{advice:$code}}{{basis:first}}.",
        "en": "Begin here: {{advice:$code}}{{basis:first}}.",
    },
    # Journey
    "feelings": {
        "fi": "Tunne oli vahvimmillaan tässä: {{stage:$peak}} ({{feeling:$peak}})"
        "{{basis:feelings}}. Viimeiseksi jäi mieleen {{stage:$end}} ({{feeling:$end}}).",
        "sv": "Känslan var starkast här: {{stage:$peak}} ({{feeling:$peak}}){{basis:feelings}}."
        " Sist i minnet blev {{stage:$end}} ({{feeling:$end}}).",
        "en": "The feeling was strongest here: {{stage:$peak}} ({{feeling:$peak}})"
        "{{basis:feelings}}. What stayed last in mind was {{stage:$end}} ({{feeling:$end}}).",
    },
    # A stage
    "stage.one": {
        "fi": "Tällä käynnillä vaihe sai {{score:stage.$stage}} pistettä{{basis:visits}}.",
        "sv": "Vid det här besöket fick skedet {{score:stage.$stage}} poäng{{basis:visits}}.",
        "en": "In this visit the stage earned {{score:stage.$stage}} points{{basis:visits}}.",
    },
    "stage.more": {
        "fi": "Vaihe sai keskimäärin {{score:stage.$stage}} pistettä{{basis:visits}}.",
        "sv": "Skedet fick i genomsnitt {{score:stage.$stage}} poäng{{basis:visits}}.",
        "en": "The stage earned {{score:stage.$stage}} points on average{{basis:visits}}.",
    },
    "stage.sides": {
        "fi": "Tosiasiat saivat {{score:stage.$stage.fact}} pistettä ja tuntemukset"
        " {{score:stage.$stage.perception}}.",
        "sv": "Fakta fick {{score:stage.$stage.fact}} poäng och intrycken"
        " {{score:stage.$stage.perception}}.",
        "en": "Facts earned {{score:stage.$stage.fact}} points and perceptions"
        " {{score:stage.$stage.perception}}.",
    },
    "stage.gap": {
        "fi": "Asiakas odotti {{expected:$stage}} ja koki {{experienced:$stage}} asteikolla"
        " nollasta neljään.",
        "sv": "Kunden väntade sig {{expected:$stage}} och upplevde {{experienced:$stage}} på en"
        " skala från noll till fyra.",
        "en": "The customer expected {{expected:$stage}} and experienced {{experienced:$stage}} on"
        " a scale of nought to four.",
    },
    "stage.worst.one": {
        "fi": "Eniten pisteitä vei: {{criterion:$code}}{{basis:stage.$stage}}.",
        "sv": "Mest poäng kostade: {{criterion:$code}}{{basis:stage.$stage}}.",
        "en": "The costliest point: {{criterion:$code}}{{basis:stage.$stage}}.",
    },
    "stage.worst.more": {
        "fi": "Eniten pisteitä vei: {{criterion:$code}} (vajaaksi jäi {{short:$code}}"
        "){{basis:stage.$stage}}.",
        "sv": "Mest poäng kostade: {{criterion:$code}} (brister i {{short:$code}}"
        "){{basis:stage.$stage}}.",
        "en": "The costliest point: {{criterion:$code}} (fell short in {{short:$code}}"
        "){{basis:stage.$stage}}.",
    },
    "stage.most": {
        "fi": "Tämä jäi vajaaksi useimmilla käynneillä ({{short:$code}}): {{criterion:$code}}"
        "{{basis:visits}}.",
        "sv": "Det här brast vid de flesta besöken ({{short:$code}}): {{criterion:$code}}"
        "{{basis:visits}}.",
        "en": "This fell short in most visits ({{short:$code}}): {{criterion:$code}}"
        "{{basis:visits}}.",
    },
    "stage.clean": {
        "fi": "Vaiheessa ei menetetty pisteitä{{basis:stage.$stage}}.",
        "sv": "Skedet förlorade inga poäng{{basis:stage.$stage}}.",
        "en": "The stage lost no points{{basis:stage.$stage}}.",
    },
    "said": {
        "fi": "Käynniltä kirjattiin: {{comment:$ref}}.",
        "sv": "Från besöket antecknades: {{comment:$ref}}.",
        "en": "Noted in the visit: {{comment:$ref}}.",
    },
    "felt": {
        "fi": "Asiakkaan sanoin: {{quote:$ref}}.",
        "sv": "Med kundens ord: {{quote:$ref}}.",
        "en": "In the customer’s words: {{quote:$ref}}.",
    },
    # Promises, failures, surprises
    "promises": {
        "fi": "Lupauksia kirjattiin {{number:promises}}: pidettiin {{number:kept}}, rikottiin"
        " {{number:broken}}.",
        "sv": "Löften som antecknades: {{number:promises}}, hållna {{number:kept}}, brutna"
        " {{number:broken}}.",
        "en": "Promises recorded: {{number:promises}}, kept {{number:kept}}, broken"
        " {{number:broken}}.",
    },
    "promise.broken": {
        "fi": "Rikottu lupaus kuului näin: {{promise:$place}}.",
        "sv": "Ett brutet löfte löd: {{promise:$place}}.",
        "en": "A broken promise read: {{promise:$place}}.",
    },
    "failures": {
        "fi": "Virheitä kirjattiin {{number:failures}}, ja niistä korjattiin {{number:fixed}}.",
        "sv": "Fel som antecknades: {{number:failures}}, varav rättade {{number:fixed}}.",
        "en": "Failures recorded: {{number:failures}}, of which put right {{number:fixed}}.",
    },
    "failure": {
        "fi": "Esimerkki: {{failure:1}}.",
        "sv": "Ett exempel: {{failure:1}}.",
        "en": "An example: {{failure:1}}.",
    },
    "surprises": {
        "fi": "Myönteisiä yllätyksiä kirjattiin {{number:surprises}}. Niitä kannattaa vaalia: ne"
        " muistetaan, eikä niiden tarvitse maksaa mitään.",
        "sv": "Positiva överraskningar som antecknades: {{number:surprises}}. De är värda att"
        " vårda: de blir ihågkomna och behöver inte kosta något.",
        "en": "Pleasant surprises recorded: {{number:surprises}}. They are worth keeping: they are"
        " remembered, and they need not cost anything.",
    },
    "surprise": {
        "fi": "Näin kävi: {{surprise:1}}.",
        "sv": "Så gick det till: {{surprise:1}}.",
        "en": "This is what happened: {{surprise:1}}.",
    },
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
}
