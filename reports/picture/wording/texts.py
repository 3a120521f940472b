"""The texts of an edition in Swedish and English."""

from reports.picture.record import Verdict

# Each verdict's sign stands beside its word, so that colour never carries the meaning alone.
SIGNS = {
    Verdict.CLEAR_INCREASE: "▲",
    Verdict.WITHIN_NORMAL: "●",
    Verdict.CLEAR_DECREASE: "▼",
    Verdict.TOO_FEW: "○",
    Verdict.NO_BASELINE: "–",
}

VERDICTS = {
    "sv": {
        Verdict.CLEAR_INCREASE: "tydlig ökning",
        Verdict.WITHIN_NORMAL: "inom normal variation",
        Verdict.CLEAR_DECREASE: "tydlig minskning",
        Verdict.TOO_FEW: "för få händelser för att avgöra",
        Verdict.NO_BASELINE: "inget att jämföra med",
    },
    "en": {
        Verdict.CLEAR_INCREASE: "clear increase",
        Verdict.WITHIN_NORMAL: "within normal variation",
        Verdict.CLEAR_DECREASE: "clear decrease",
        Verdict.TOO_FEW: "too few incidents to tell",
        Verdict.NO_BASELINE: "nothing to compare with",
    },
}

MEANINGS = {
    "sv": {
        Verdict.CLEAR_INCREASE: "fler än vad slumpen rimligen ger",
        Verdict.WITHIN_NORMAL: "kan mycket väl bero på slumpen",
        Verdict.CLEAR_DECREASE: "färre än vad slumpen rimligen ger",
        Verdict.TOO_FEW: "färre än fem händelser, nu och tidigare tillsammans",
        Verdict.NO_BASELINE: "det finns inga tidigare perioder",
    },
    "en": {
        Verdict.CLEAR_INCREASE: "more than chance would reasonably give",
        Verdict.WITHIN_NORMAL: "may well be chance",
        Verdict.CLEAR_DECREASE: "fewer than chance would reasonably give",
        Verdict.TOO_FEW: "fewer than five incidents, now and before together",
        Verdict.NO_BASELINE: "there are no earlier periods",
    },
}

WORDS = {
    "sv": {
        "picture": "Lägesbild",
        "week": "v.",
        "at": "'kl.\u00a0'HH.mm",
        "incident": "händelse",
        "incidents": "händelser",
        "expected": "väntat",
        "expected_head": "Väntat",
        "number": "Antal",
        "compared": "Jämfört med tidigare",
        "category": "Kategori",
        "district": "Kommundel",
        "place": "Plats",
        "source": "Källa",
        "reports": "Rapporter",
        "before": "Tidigare perioder",
        "mean_before": "Tidigare i snitt",
        "when": "När",
        "stated_place": "Angiven plats",
        "unknown": "okänd",
        "all": "Alla kategorier",
        "whole": "Hela kommunen",
        "cutoff": "Uppgifter till och med {moment}",
        "page": "sida",
        "summary": "Sammanfattning",
        "districts": "Kommundelarna",
        "no_changes": "Inga säkra förändringar.",
        "key": "Så läser du",
        "key_expected": "där antalet brukar hamna när inget har förändrats",
        "stray": "* Utanför det väntade, men bland så många antal hamnar något där av slumpen.",
        "approximate": "Ungefärlig gräns",
        "map_alt": "Karta över {district}: {drawn} av {number} utritade. Tabellen bredvid visar antalet per kategori.",
        "small_map_alt": "Översiktskarta över {district} med {drawn} utritade.",
        "on_map": "{drawn} av {number} på kartan",
        "zeros": "Inga händelser nu eller tidigare: {names}.",
        "enforcement": "† Antalet följer i hög grad hur mycket polisen arbetar med frågan.",
        "without_district": "Kommundel okänd",
        "places": "Platser med flest händelser",
        "no_places": "Ingen händelse har en namngiven plats.",
        "sources": "Inkomna rapporter",
        "no_sources": "Inga källor är upplagda.",
        "silent": "Tyst under perioden: {names}. Tystnad betyder inte att det är lugnt.",
        "silent_mark": "tyst",
        "unplaced": "Händelser utan plats på kartan",
        "unplaced_about": "Utan känd punkt: {number}. Sådana räknas i antalen men ritas aldrig på kartan.",
        "unplaced_none": "Alla händelser har en plats på kartan.",
        "unplaced_more": "Ytterligare {number} visas i systemet men inte här.",
        "method": "Metod och begränsningar",
        "and_more": "och {number} till",
        "sum_none": "Under perioden registrerades inga händelser{expected}.",
        "sum_total": "Under perioden registrerades {number}: {verdict}{expected}.",
        "sum_alone": "Under perioden registrerades {number}; det finns inga tidigare perioder att jämföra med.",
        "sum_steady": "Ingen kommundel eller kategori skiljer sig säkert från tidigare perioder.",
        "sum_in": "{category} i {district}",
        "sum_whole": "{category} i hela kommunen",
        "sum_district": "{district} totalt",
        "sum_silent": "Inga rapporter har kommit från {names}.",
        "sum_unplaced": "{number} saknar plats på kartan.",
    },
    "en": {
        "picture": "Situation report",
        "week": "week",
        "at": "'at\u00a0'HH:mm",
        "incident": "incident",
        "incidents": "incidents",
        "expected": "expected",
        "expected_head": "Expected",
        "number": "Number",
        "compared": "Compared with before",
        "category": "Category",
        "district": "District",
        "place": "Place",
        "source": "Source",
        "reports": "Reports",
        "before": "Earlier periods",
        "mean_before": "Mean before",
        "when": "When",
        "stated_place": "Place as reported",
        "unknown": "unknown",
        "all": "All categories",
        "whole": "Whole municipality",
        "cutoff": "Data up to {moment}",
        "page": "page",
        "summary": "Summary",
        "districts": "The districts",
        "no_changes": "No clear changes.",
        "key": "How to read",
        "key_expected": "where the number usually lands when nothing has changed",
        "stray": "* Outside the expected, but among so many numbers some land there by chance.",
        "approximate": "Approximate boundary",
        "map_alt": "Map of {district}: {drawn} of {number} drawn. The table beside it gives the number per category.",
        "small_map_alt": "Overview map of {district} with {drawn} drawn.",
        "on_map": "{drawn} of {number} on the map",
        "zeros": "No incidents now or before: {names}.",
        "enforcement": "† The number largely follows how much the police work on the matter.",
        "without_district": "District unknown",
        "places": "Places with most incidents",
        "no_places": "No incident has a named place.",
        "sources": "Reports received",
        "no_sources": "No sources are set up.",
        "silent": "Silent in the period: {names}. Silence does not mean calm.",
        "silent_mark": "silent",
        "unplaced": "Incidents without a place on the map",
        "unplaced_about": "Without a known point: {number}. Such incidents are counted but never drawn on a map.",
        "unplaced_none": "Every incident has a place on the map.",
        "unplaced_more": "A further {number} are shown in the system but not here.",
        "method": "Method and limits",
        "and_more": "and {number} more",
        "sum_none": "No incidents in the period{expected}.",
        "sum_total": "{number} in the period: {verdict}{expected}.",
        "sum_alone": "{number} in the period; there are no earlier periods to compare with.",
        "sum_steady": "No district or category differs clearly from earlier periods.",
        "sum_in": "{category} in {district}",
        "sum_whole": "{category} in the whole municipality",
        "sum_district": "{district} in total",
        "sum_silent": "No reports have come from {names}.",
        "sum_unplaced": "No place on the map is known for {number}.",
    },
}

METHOD = {
    "sv": (
        (
            "Vad som räknas",
            "Lägesbilden bygger på bekräftade händelser ur inkomna rapporter till och med {cutoff}. En händelse som"
            " flera har rapporterat räknas en gång. Antalen visar vad som har rapporterats, inte allt som har hänt.",
        ),
        (
            "Väntat",
            "Det intervall där antalet hamnar i minst 95 fall av 100 om ingenting har förändrats. Det räknas fram ur"
            " de närmaste tvåveckorsperioderna före, högst 13 och i denna lägesbild {fortnights}. Tid innan det fanns"
            " uppgifter räknas inte.",
        ),
        (
            "Tydlig ökning och tydlig minskning",
            "Varje antal prövas med ett exakt test för små tal (Przyborowski och Wilenski 1940). Eftersom många antal"
            " prövas samtidigt skärps kravet (Benjamini och Hochberg 1995) så att högst en av tjugo utpekade"
            " förändringar väntas bero på slumpen. Därför kan ett antal utanför det väntade ändå stå som inom normal"
            " variation.",
        ),
        (
            "Inom normal variation",
            "Antalet kan mycket väl bero på slumpen. Det säger inte att läget är bra eller dåligt.",
        ),
        (
            "För få händelser för att avgöra",
            "Perioden och jämförelseperioderna har tillsammans färre än fem händelser, eller så få att inget antal"
            " skulle kunna visa en förändring.",
        ),
        (
            "Begränsningar",
            "Testet utgår från att händelser sker oberoende av varandra; en enda kväll med många anmälningar kan se ut"
            " som en ökning. Fler rapporter från en källa, till exempel ett nytt väktaruppdrag, kan ge fler händelser"
            " utan att något har förändrats. Jämför därför alltid med tabellen över inkomna rapporter.",
        ),
        (
            "Kartorna",
            "Bara händelser med känd punkt, gata eller plats ritas. Händelser som ligger tätt ritas tillsammans, ett"
            " märke per kategori; större märke betyder fler, och siffran bredvid är alla händelser på stället. Kartan"
            " visar den del där de flesta händelserna är; översikten visar hela kommundelen.",
        ),
    ),
    "en": (
        (
            "What is counted",
            "The report rests on confirmed incidents from reports received up to {cutoff}. An incident reported by"
            " several is counted once. The numbers show what was reported, not all that happened.",
        ),
        (
            "Expected",
            "The range that holds the number in at least 95 cases of 100 when nothing has changed. It is worked out"
            " from the fortnights just before, 13 at most and {fortnights} in this report. Time before there were any"
            " data is left out.",
        ),
        (
            "Clear increase and clear decrease",
            "Each number is put to an exact test for small counts (Przyborowski and Wilenski 1940). As many numbers are"
            " tested at once, the demand is sharpened (Benjamini and Hochberg 1995) so that at most one in twenty of"
            " the changes named is expected to be chance. A number outside the expected range may therefore still be"
            " within normal variation.",
        ),
        (
            "Within normal variation",
            "The number may well be chance. It does not say that things are good or bad.",
        ),
        (
            "Too few incidents to tell",
            "The period and those it is compared with hold fewer than five incidents together, or so few that no number"
            " could have shown a change.",
        ),
        (
            "Limits",
            "The test takes incidents to happen independently of each other; a single evening with many reports can"
            " look like an increase. More reports from one source, such as a new guard contract, can give more"
            " incidents though nothing has changed. Always compare with the table of reports received.",
        ),
        (
            "The maps",
            "Only incidents with a known point, street or place are drawn. Those close together are drawn as one spot"
            " with a mark per category; a larger mark means more, and the number beside it is all incidents there. The"
            " map shows the part where most incidents are; the overview shows the whole district.",
        ),
    ),
}
