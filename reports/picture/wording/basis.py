"""What stands behind a judgement's word when a reader opens it, in Swedish and English."""

BASIS = {
    "sv": {
        "now": "Antal",
        "range": "Väntat",
        "range_of": "{range}, i minst 95 fall av 100 om inget har förändrats",
        "range_none": "går inte att säga, för tidigare perioder är för få eller för ojämna",
        "test": "Prövning",
        "test_poisson": "exakt test för två Poissonfördelade antal (modell: antalen svänger som slumpen)",
        "test_negative_binomial": "exakt test för två antal med negativ binomialfördelning (modell: antalen brukar"
        " svänga mer än slumpen ger)",
        "p": "p-värde, för sig",
        "adjusted": "p-värde, justerat för alla antal",
        "adjusted_to": "{value} (tydlig förändring vid högst {limit})",
        "before": "Perioder före",
        "before_of": "{counts} ({number} stycken, medel {mean})",
        "before_of_one": "{counts}",
        "under": "under {value}",
    },
    "en": {
        "now": "Number",
        "range": "Expected",
        "range_of": "{range}, in at least 95 cases of 100 if nothing has changed",
        "range_none": "cannot be told, as the periods before are too few or too uneven",
        "test": "Test",
        "test_poisson": "exact test for two Poisson counts (model: the numbers swing as chance gives)",
        "test_negative_binomial": "exact test for two negative binomial counts (model: the numbers usually swing more"
        " than chance gives)",
        "p": "p-value, by itself",
        "adjusted": "p-value, adjusted for all numbers",
        "adjusted_to": "{value} (clear change at {limit} or less)",
        "before": "Periods before",
        "before_of": "{counts} ({number} in all, mean {mean})",
        "before_of_one": "{counts}",
        "under": "under {value}",
    },
}
