"""What is said of the journey and of each of its stages."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
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
        "fi": "Eniten pisteitä vei kohta ”{{criterion:$code}}”{{basis:stage.$stage}}.",
        "sv": "Mest poäng kostade punkten ”{{criterion:$code}}”{{basis:stage.$stage}}.",
        "en": "The point “{{criterion:$code}}” was the costliest{{basis:stage.$stage}}.",
    },
    "stage.worst.more": {
        "fi": "Eniten pisteitä vei kohta ”{{criterion:$code}}” (vajaaksi jäi"
        " {{short:$code}}){{basis:stage.$stage}}.",
        "sv": "Mest poäng kostade punkten ”{{criterion:$code}}” (brister i"
        " {{short:$code}}){{basis:stage.$stage}}.",
        "en": "The point “{{criterion:$code}}” was the costliest (it fell short in"
        " {{short:$code}}){{basis:stage.$stage}}.",
    },
    "stage.most": {
        "fi": "Kohta ”{{criterion:$code}}” jäi vajaaksi useimmilla käynneillä"
        " ({{short:$code}}){{basis:visits}}.",
        "sv": "Punkten ”{{criterion:$code}}” brast vid de flesta besöken"
        " ({{short:$code}}){{basis:visits}}.",
        "en": "The point “{{criterion:$code}}” fell short in most visits"
        " ({{short:$code}}){{basis:visits}}.",
    },
    "stage.none": {
        "fi": "Vaiheesta ei saatu vastauksia, joista voisi antaa pisteitä{{basis:stages}}.",
        "sv": "Om skedet finns det inga svar som ger poäng{{basis:stages}}.",
        "en": "The stage has no answers that could be scored{{basis:stages}}.",
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
}
