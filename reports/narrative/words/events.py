"""What is said of findings, promises, failures and surprises."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # Findings
    "findings": {
        "fi": "Tähän koottuja havaintoja on {{number:findings}}; kunkin rinnalla on se,"
        " mitä käynnillä kirjattiin.",
        "sv": "Iakttagelser som samlats här: {{number:findings}}; bredvid varje står vad"
        " som antecknades vid besöket.",
        "en": "Findings gathered here: {{number:findings}}; beside each stands what was"
        " noted in the visit.",
    },
    "findings.critical": {
        "fi": "Kriittinen kohta ”{{criterion:$code}}” jäi täyttymättä{{basis:criticals}}.",
        "sv": "Den kritiska punkten ”{{criterion:$code}}” uppfylldes inte{{basis:criticals}}.",
        "en": "The critical point “{{criterion:$code}}” was not met{{basis:criticals}}.",
    },
    "findings.worst.one": {
        "fi": "Kohta ”{{criterion:$code}}” vei tällä käynnillä eniten pisteitä{{basis:needs}}.",
        "sv": "Punkten ”{{criterion:$code}}” kostade mest poäng vid det här"
        " besöket{{basis:needs}}.",
        "en": "The point “{{criterion:$code}}” was the costliest in this visit{{basis:needs}}.",
    },
    "findings.worst.more": {
        "fi": "Koko polulla eniten pisteitä vei kohta ”{{criterion:$code}}” (vajaaksi jäi"
        " {{short:$code}}){{basis:needs}}.",
        "sv": "Under hela resan kostade punkten ”{{criterion:$code}}” mest poäng (brister i"
        " {{short:$code}}){{basis:needs}}.",
        "en": "On the whole journey the point “{{criterion:$code}}” was the costliest (it"
        " fell short in {{short:$code}}){{basis:needs}}.",
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
}
