"""What an edition rests on and what that means, as answers to the four questions that Brå asks of every such picture.

Why this problem, which sources were used and left out, how the selection may limit the knowledge, what that may mean.
"""

LIMITS = {
    "sv": {
        "why": "Varför den här bilden?",
        "why_answer": "Samordningsgruppen behöver varannan vecka en gemensam bild av brott och otrygghet i"
        " {municipality}, kommundel för kommundel, för att kunna välja vad som ska göras.",
        "which": "Vilka källor bygger den på, och vilka är inte med?",
        "which_answer": "Rapporter har kommit från {names}.",
        "which_answer_none": "Inga rapporter har kommit in under perioden.",
        "which_silent": "Inget har kommit från {names}.",
        "which_left": "Polisanmälningar som inte har nått oss i en rapport, vårdens uppgifter och"
        " trygghetsmätningar är inte med.",
        "how": "Hur kan urvalet begränsa vad vi vet?",
        "how_answer": "Vi ser det som någon har sett och skrivit om. Platser och tider där ingen arbetar, och det som"
        " människor inte vill eller vågar berätta om, syns dåligt.",
        "how_unplaced": "{number} saknar känd plats; de räknas men ritas inte på kartan.",
        "how_without": "{number} har ingen känd kommundel och räknas bara för hela kommunen.",
        "meaning": "Vad kan det betyda för slutsatserna?",
        "meaning_answer": "Ett lågt antal kan betyda lugnt eller tyst. Ett högt antal kan betyda mer oro eller fler"
        " ögon. Väg därför antalen mot antalet rapporter och mot vad de som arbetar på plats vet.",
    },
    "en": {
        "why": "Why this picture?",
        "why_answer": "Every second week the coordination group needs a shared picture of crime and insecurity in"
        " {municipality}, district by district, to choose what to do.",
        "which": "Which sources does it rest on, and which are left out?",
        "which_answer": "Reports have come from {names}.",
        "which_answer_none": "No reports have come in during the period.",
        "which_silent": "Nothing has come from {names}.",
        "which_left": "Crimes reported to the police that reached us in no report, health care data and surveys are not"
        " included.",
        "how": "How may the selection limit what we know?",
        "how_answer": "We see what somebody has seen and written about. Places and times where nobody works, and what"
        " people will not or dare not tell, are seen poorly.",
        "how_unplaced": "{number} have no known place; they are counted but not drawn on the map.",
        "how_without": "{number} have no known district and count for the whole municipality only.",
        "meaning": "What may that mean for the conclusions?",
        "meaning_answer": "A low number can mean calm or silence. A high number can mean more trouble or more eyes."
        " So weigh the numbers against the number of reports and against what those who work there know.",
    },
}

LIMITS_PUBLIC = {
    "sv": {
        "why_answer": "Kommunen, polisen och andra som arbetar för trygghet i {municipality} sammanställer varannan"
        " vecka vad som har rapporterats, så att rätt saker kan göras på rätt ställe.",
    },
    "en": {
        "why_answer": "The municipality, the police and others who work for safety in {municipality} compile every"
        " second week what has been reported, so that the right things can be done in the right place.",
    },
}
