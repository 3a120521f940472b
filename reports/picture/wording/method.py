"""How an edition was made, term by term: (anchor, term, explanation). A word in the text leads to its anchor."""

Term = tuple[str, str, str]

METHOD: dict[str, tuple[Term, ...]] = {
    "sv": (
        (
            "method-counted",
            "Vad som räknas",
            "Lägesbilden bygger på bekräftade händelser ur inkomna rapporter till och med {cutoff}. En händelse som"
            " flera har rapporterat räknas en gång. Antalen visar vad som har rapporterats, inte allt som har hänt.",
        ),
        (
            "method-expected",
            "Väntat",
            "Det intervall där antalet hamnar i minst 95 fall av 100 om ingenting har förändrats. Det räknas fram ur"
            " de närmaste tvåveckorsperioderna före, högst 26 och i denna lägesbild {fortnights}. Tid innan det fanns"
            " uppgifter räknas inte.",
        ),
        (
            "method-change",
            "Tydlig ökning och tydlig minskning",
            "Varje antal prövas med ett exakt test för små tal (Przyborowski och Wilenski 1940). Antal som brukar"
            " svänga mer än slumpen ger, i klungor eller med årstiden, prövas mot ett bredare intervall som räknas ur"
            " deras egna perioder (negativ binomialfördelning). Eftersom många antal prövas samtidigt skärps kravet"
            " (Benjamini och Hochberg 1995), så att högst en lägesbild av tjugo väntas peka ut något när ingenting har"
            " förändrats. Det väntade gäller ett antal för sig, bedömningen gäller alla antal tillsammans. Därför kan"
            " ett antal utanför det väntade ändå stå som inom normal variation; då står bredvid att det är utanför det"
            " väntade, men kan vara slump.",
        ),
        (
            "method-within-normal",
            "Inom normal variation",
            "Antalet kan mycket väl bero på slumpen, när alla antal i lägesbilden prövas tillsammans. Det säger inte"
            " att läget är bra eller dåligt.",
        ),
        (
            "method-too-few",
            "För få händelser för att avgöra",
            "Perioden och jämförelseperioderna har tillsammans färre än fem händelser, eller så få att inget antal"
            " skulle kunna visa en förändring. Det står också där perioderna före är för få och för ojämna för att"
            " jämföra med.",
        ),
        (
            "method-no-baseline",
            "Inget att jämföra med",
            "Det finns inga uppgifter från perioderna före.",
        ),
        (
            "method-sources",
            "När antalet rapporter ändras",
            "Fler rapporter från en källa, till exempel ett nytt väktaruppdrag, kan ge fler händelser utan att något"
            " har förändrats. Står det att en förändring hänger på en enda källa så finns den inte kvar om den källan"
            " räknas bort, och källan har lämnat fler eller färre rapporter än vanligt.",
        ),
        (
            "method-enforcement",
            "† Följer polisens arbete",
            "Vissa antal, som narkotikabrott, stiger när polisen letar mer. En ökning kan betyda mer arbete snarare än"
            " mer brott.",
        ),
        (
            "method-maps",
            "Kartorna",
            "Bara händelser med känd punkt, gata eller plats ritas. Händelser som ligger tätt ritas tillsammans, ett"
            " märke per kategori; större märke betyder fler, och siffran bredvid är alla händelser på stället. Kartan"
            " visar den del där de flesta händelserna är; översikten visar hela kommundelen.",
        ),
        (
            "method-hidden",
            "Dolda antal",
            "Antal som är 1 eller 2 visas inte, för att ingen enskild ska kunna kännas igen. Några andra antal är"
            " också dolda, så att de små inte kan räknas ut ur summorna. Ett dolt antal kan alltså vara 0, 1, 2 eller"
            " större.",
        ),
    ),
    "en": (
        (
            "method-counted",
            "What is counted",
            "The report rests on confirmed incidents from reports received up to {cutoff}. An incident reported by"
            " several is counted once. The numbers show what was reported, not all that happened.",
        ),
        (
            "method-expected",
            "Expected",
            "The range that holds the number in at least 95 cases of 100 when nothing has changed. It is worked out"
            " from the fortnights just before, 26 at most and {fortnights} in this report. Time before there were any"
            " data is left out.",
        ),
        (
            "method-change",
            "Clear increase and clear decrease",
            "Each number is put to an exact test for small counts (Przyborowski and Wilenski 1940). Numbers that"
            " usually swing more than chance gives, in clumps or with the season, are tested against a wider range"
            " worked out from their own periods (negative binomial distribution). As many numbers are tested at once,"
            " the demand is sharpened (Benjamini and Hochberg 1995), so that at most one report in twenty is expected"
            " to name anything when nothing has changed. The expected range is for one number by itself, the judgement"
            " for all numbers together. A number outside the range may therefore still be within normal variation; then"
            " it is said beside it that it is outside the expected, but may be chance.",
        ),
        (
            "method-within-normal",
            "Within normal variation",
            "The number may well be chance, when all numbers of the report are tested together. It does not say that"
            " things are good or bad.",
        ),
        (
            "method-too-few",
            "Too few incidents to tell",
            "The period and those it is compared with hold fewer than five incidents together, or so few that no number"
            " could have shown a change. It also stands where the periods before are too few and too uneven to compare"
            " with.",
        ),
        (
            "method-no-baseline",
            "Nothing to compare with",
            "There are no data from the periods before.",
        ),
        (
            "method-sources",
            "When the number of reports changes",
            "More reports from one source, such as a new guard contract, can give more incidents though nothing has"
            " changed. Where a change is said to rest on a single source, it is gone when that source is left out, and"
            " the source has sent more or fewer reports than usual.",
        ),
        (
            "method-enforcement",
            "† Follows police work",
            "Some numbers, such as drug offences, rise when the police look more. An increase may mean more work rather"
            " than more crime.",
        ),
        (
            "method-maps",
            "The maps",
            "Only incidents with a known point, street or place are drawn. Those close together are drawn as one spot"
            " with a mark per category; a larger mark means more, and the number beside it is all incidents there. The"
            " map shows the part where most incidents are; the overview shows the whole district.",
        ),
        (
            "method-hidden",
            "Hidden numbers",
            "Numbers that are 1 or 2 are not shown, so that nobody can be recognised. Some other numbers are hidden"
            " too, so that the small ones cannot be worked out from the sums. So a hidden number can be 0, 1, 2 or"
            " larger.",
        ),
    ),
}
