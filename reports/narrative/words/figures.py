"""What is said of the total, the profile, the change and the way it was done."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
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
    "target.reached.one": {
        "fi": "Tavoite {{number:target}} saavutettiin tällä käynnillä{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes vid det här besöket{{basis:target}}.",
        "en": "The target of {{number:target}} was reached in this visit{{basis:target}}.",
    },
    "target.missed.one": {
        "fi": "Tavoitteesta {{number:target}} jäätiin tällä käynnillä{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes inte vid det här besöket{{basis:target}}.",
        "en": "The target of {{number:target}} was not reached in this visit{{basis:target}}.",
    },
    "target.reached.more": {
        "fi": "Tavoite {{number:target}} saavutettiin{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes{{basis:target}}.",
        "en": "The target of {{number:target}} was reached{{basis:target}}.",
    },
    "target.missed.more": {
        "fi": "Tavoitteesta {{number:target}} jäätiin{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes inte{{basis:target}}.",
        "en": "The target of {{number:target}} was not reached{{basis:target}}.",
    },
    "target.reached.open": {
        "fi": "Pisteet yltävät tavoitteeseen {{number:target}}, mutta niiden vaihteluväli"
        " {{range:total}} ulottuu sen alle: tulos voi olla sattumaa{{basis:target}}.",
        "sv": "Poängen når målet {{number:target}}, men intervallet {{range:total}}"
        " sträcker sig under det: det kan vara slump{{basis:target}}.",
        "en": "The points reach the target of {{number:target}}, but their range"
        " {{range:total}} extends below it: that may be chance{{basis:target}}.",
    },
    "target.missed.open": {
        "fi": "Tavoitteesta {{number:target}} jäätiin, mutta se on pisteiden vaihteluvälin"
        " {{range:total}} sisällä: ero voi olla sattumaa{{basis:target}}.",
        "sv": "Målet {{number:target}} nåddes inte, men det ligger inom intervallet"
        " {{range:total}}: skillnaden kan vara slump{{basis:target}}.",
        "en": "The target of {{number:target}} was not reached, but it lies within the"
        " range {{range:total}}: the difference may be chance{{basis:target}}.",
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
    "many": {
        "fi": "Näin moni käynti näyttää, mikä toistuu; pienet erot voivat silti olla"
        " sattumaa{{basis:visits}}.",
        "sv": "Så här många besök visar vad som återkommer; små skillnader kan ändå vara"
        " slump{{basis:visits}}.",
        "en": "This many visits show what recurs; small differences may still be"
        " chance{{basis:visits}}.",
    },
    # Profile
    "reached.none": {
        "fi": "Tavoitteeseen {{number:target}} ei yltänyt mikään vaihe{{basis:reached}}.",
        "sv": "Inget skede nådde målet {{number:target}}{{basis:reached}}.",
        "en": "No stage reached the target of {{number:target}}{{basis:reached}}.",
    },
    "reached.all": {
        "fi": "Jokainen vaihe ylsi tavoitteeseen {{number:target}}{{basis:reached}}.",
        "sv": "Varje skede nådde målet {{number:target}}{{basis:reached}}.",
        "en": "Every stage reached the target of {{number:target}}{{basis:reached}}.",
    },
    "reached.some": {
        "fi": "Pisteytettyjä vaiheita on {{number:stages}}; tavoitteeseen {{number:target}}"
        " niistä ylsi {{number:reached}}{{basis:reached}}.",
        "sv": "Skeden som fått poäng: {{number:stages}}; av dem nådde {{number:reached}}"
        " målet {{number:target}}{{basis:reached}}.",
        "en": "Stages with a score: {{number:stages}}; of these {{number:reached}} reached"
        " the target of {{number:target}}{{basis:reached}}.",
    },
    "sides": {
        "fi": "Tosiasioiden ja tuntemusten ero oli suurin tässä: {{stage:$stage}}"
        " (tosiasiat {{score:stage.$stage.fact}}, tuntemukset"
        " {{score:stage.$stage.perception}}){{basis:sides}}.",
        "sv": "Skillnaden mellan fakta och intryck var störst här: {{stage:$stage}} (fakta"
        " {{score:stage.$stage.fact}}, intryck"
        " {{score:stage.$stage.perception}}){{basis:sides}}.",
        "en": "Facts and perceptions differed most here: {{stage:$stage}} (facts"
        " {{score:stage.$stage.fact}}, perceptions"
        " {{score:stage.$stage.perception}}){{basis:sides}}.",
    },
    "range.total": {
        "fi": "Kokonaispisteiden vaihteluväli on {{range:total}}: muina päivinä tehdyt"
        " käynnit olisivat todennäköisesti antaneet tuloksen siltä"
        " väliltä{{basis:visits}}.",
        "sv": "Totalpoängens intervall är {{range:total}}: besök under andra dagar skulle"
        " sannolikt ha gett ett resultat inom det{{basis:visits}}.",
        "en": "The range of the total is {{range:total}}: visits on other days would most"
        " likely have given a result within it{{basis:visits}}.",
    },
    "profile.one": {
        "fi": "Yhdestä käynnistä ei voi päätellä, onko ero vaiheiden välillä"
        " pysyvä{{basis:visits}}.",
        "sv": "Av ett besök går det inte att sluta sig till om skillnaden mellan skedena"
        " består{{basis:visits}}.",
        "en": "One visit cannot tell whether the difference between the stages"
        " lasts{{basis:visits}}.",
    },
    "profile.few": {
        "fi": "Vaiheiden erot voivat olla sattumaa, sillä käyntejä on vähän{{basis:visits}}.",
        "sv": "Skillnaderna mellan skedena kan vara slump, eftersom besöken är få{{basis:visits}}.",
        "en": "The differences between the stages may be chance, because the visits are"
        " few{{basis:visits}}.",
    },
    "profile.many": {
        "fi": "Pienet erot vaiheiden välillä voivat silti olla sattumaa{{basis:visits}}.",
        "sv": "Små skillnader mellan skedena kan ändå vara slump{{basis:visits}}.",
        "en": "Small differences between the stages may still be chance{{basis:visits}}.",
    },
    # Change
    "change.up": {
        "fi": "Kokonaispisteet nousivat: edellisellä kierroksella {{change:before}}, nyt"
        " {{change:after}}{{basis:change}}.",
        "sv": "Totalpoängen steg: i förra omgången {{change:before}}, nu"
        " {{change:after}}{{basis:change}}.",
        "en": "The total rose: {{change:before}} in the round before, {{change:after}}"
        " now{{basis:change}}.",
    },
    "change.down": {
        "fi": "Kokonaispisteet laskivat: edellisellä kierroksella {{change:before}}, nyt"
        " {{change:after}}{{basis:change}}.",
        "sv": "Totalpoängen sjönk: i förra omgången {{change:before}}, nu"
        " {{change:after}}{{basis:change}}.",
        "en": "The total fell: {{change:before}} in the round before, {{change:after}}"
        " now{{basis:change}}.",
    },
    "change.none": {
        "fi": "Edellisellä kierroksella kokonaispisteet olivat {{change:before}} ja nyt"
        " {{change:after}}; eroa ei voi erottaa sattumasta{{basis:change}}.",
        "sv": "I förra omgången var totalpoängen {{change:before}} och nu {{change:after}};"
        " skillnaden går inte att skilja från slumpen{{basis:change}}.",
        "en": "The total was {{change:before}} in the round before and is {{change:after}}"
        " now; the difference cannot be told from chance{{basis:change}}.",
    },
    "change.stages.up": {
        "fi": "Paremmaksi muuttui: $names{{basis:change}}.",
        "sv": "Bättre blev: $names{{basis:change}}.",
        "en": "What became better: $names{{basis:change}}.",
    },
    "change.stages.down": {
        "fi": "Heikommaksi muuttui: $names{{basis:change}}.",
        "sv": "Sämre blev: $names{{basis:change}}.",
        "en": "What became worse: $names{{basis:change}}.",
    },
    # Method
    "method.visits.one": {
        "fi": "Raportti perustuu yhteen käyntiin{{basis:visits}}.",
        "sv": "Rapporten bygger på ett besök{{basis:visits}}.",
        "en": "The report rests on one visit{{basis:visits}}.",
    },
    "method.visits.more": {
        "fi": "Raportti perustuu {{number:visits}} käyntiin; toimipaikkoja on"
        " {{number:sites}}{{basis:visits}}.",
        "sv": "Rapporten bygger på {{number:visits}} besök; verksamhetsställena är"
        " {{number:sites}}{{basis:visits}}.",
        "en": "The report rests on {{number:visits}} visits; sites visited:"
        " {{number:sites}}{{basis:visits}}.",
    },
    "method.asked": {
        "fi": "Pisteytettäviä kysymyksiä on {{number:scored}}, joista tosiasioita"
        " {{number:facts}} ja tuntemuksia {{number:perceptions}}.",
        "sv": "Poänggivande frågor: {{number:scored}}, varav {{number:facts}} om fakta och"
        " {{number:perceptions}} om intryck.",
        "en": "Scored questions: {{number:scored}}, of which {{number:facts}} about facts"
        " and {{number:perceptions}} about perceptions.",
    },
    "method.noted": {
        "fi": "Tosiasioista {{number:on_the_spot}} prosenttia kirjattiin heti paikan päällä.",
        "sv": "Av fakta antecknades {{number:on_the_spot}} procent genast på plats.",
        "en": "Of the facts {{number:on_the_spot}} percent were noted on the spot.",
    },
}
