"""What people type first is understood: a guess, and what must come of it.

A guess is answered (`ANSWERED`, what is on standard output), or means the same as a command that
is written out (`MEANT`), or leads on: standard error says what to write, or which option has more
(`LED_ON`). Those of each list's first part are questions that users put to the first release, each
as the command that they guessed; the others are of the same kind, and were written down before
anybody looked whether they worked.
"""

import re
import shlex

import pytest

ANSWERED = [
    # asked of the first release
    ("members --as-of 2022-02-24", r"^Hungary +observer +2018-09-03", r"\A(?!.*Northern Cyprus)"),
    ("members --as-of karabakh-war-2020", r"^Uzbekistan +member", r"\A(?!.*Turkmenistan)"),
    ("search northern cyprus observer", r"^membership +ots-xnc-observer "),
    (
        "timeline --kind summit --fields date,title,place.city,place.country",
        r"^2025-10-07 +12th OTS summit, Gabala +Gabala +AZE$",
    ),
    ("next summit", r"^2026 +13th OTS summit planned in Türkiye "),
    (
        "facts --during 2020-09/2020-11",
        r"^2020-10-11 +statement .*Turkic Council condemned shelling",
    ),
    ("facts --speaker Tokayev", r"^\d{4}-\d\d.* statement .* Kassym-Jomart Tokayev "),
    ("timeline --search renamed", r"^2021-11-12 .*Organization of Turkic States"),
    ("search chairmanship", r"^(event|fact|term|office) +\S+ .*[Cc]hairmanship"),
    ("facts --confidence single-source", r"^\d{4}\S* +\w+ +.* \* "),
    ("members all -f csv", r"^sco-kaz-member,membership,KAZ,", r"^ots-kaz-member,membership,KAZ,"),
    (
        "members OTS --history -f csv --fields state,status,from,until",
        r"\Astate,status,from,until\r\nAZE,member,2009-10-03,\r",
        r"^AFG,applicant,2021-05-03~,2021-08~\r",
    ),
    ("shared AZE TUR --history -f csv", r"^TURKSOY,"),
    ("show ots-hun-observer", r"^Status +observer$", r"^\[1\]"),
    ("--version", r"\Aots \d+\.\d+\.\d+\ndata ots \d+\.\d+\.\d+, covers up to 2026-03-31"),
    ("-V", r"\Aots \d+\.\d+\.\d+\ndata ots \d+\.\d+\.\d+, covers up to 2026-03-31"),
    ("timeline --kind summit -f html", r"<table>", r"12th OTS summit, Gabala"),
    (
        "members -f md --fields state_name,status,from",
        r"^\| Hungary \| observer \| 2018-09-03 \|$",
    ),
    ("overlap OTS CSTO EAEU", r"^Kyrgyzstan +member \S+ +member \S+ +member 2015-08-12 "),
    ("overlap --as-of 2010", r"^TURKSOY +member +member +member +member$", r"\A(?!.*UZB)"),
    ("timeline --count year", r"^2021 +\d+$"),
    ("timeline --kind summit -f ics", r"SUMMARY:12th OTS summit\\, Gabala"),
    ("changes --since 2025 --json", r'"state":"AZE".*"organization":"D8"'),
    ("help exit-codes", r"^ *130\b"),
    ("data schema timeline", r'"title": "ots timeline --json"'),
    ("timeline -n 5", r"^1988-02-20 "),
    ("changes --since 7d --json", r"\A\[\]$"),
    ("", r"^  ots about ", r"`ots help dates`"),
    ("help", r"^  timeline  events in date order$"),
    ("help timeline", r"\AUsage: ots timeline "),
    (
        "about OTS",
        r"^Secretary General +Kubanychbek Omuraliev, since some time between 11 ",
        r"^Founded +3 October 2009",
        r"^Next summit +2026: 13th OTS summit planned in Türkiye",
    ),
    ("members --lang tr", r"^Azerbaycan +member", r"^Macaristan +observer"),
    ("--lang ru show OTS", r"\AОрганизация тюркских государств$"),
    ("search flag", r"^event +\S*flag\S* .*[Ff]lag"),
    ("show Erdogan", r"\ARecep Tayyip Erdoğan$"),
    ("search language", r"^\w+ +\S+ +.*[Ll]anguage"),
    ("timeline 2021", r"^2021-11-12 +summit .*Istanbul", r"\A(?!.*^2023-)"),
    ("list states", r"^KAZ +Kazakhstan +Astana +[\d,]+ +2,724,900 "),
    ("list", r"^kinds +kinds of event and fact$"),
    # names
    ("members NATO", r"^Türkiye +member +1952-02-18"),
    ("members european union", r"^Hungary +member +2004-05-01", r"^Türkiye +candidate +1999-12-1"),
    ("members shanghai cooperation organisation", r"^Uzbekistan +member +2001-06-15"),
    ("members СНГ", r"^Belarus +member +1991-12-08"),
    ("members ЕАЭС", r"^Armenia +member +2015-01-02"),
    ("members commonwealth of independent states 1995", r"^Georgia +member +1993-12-03"),
    ("members CSTO --as-of 2006", r"^Uzbekistan +member +2006-\S+ +2012-"),
    ("changes uzbekistan since 1999", r"^1999-04-21 +left +Uzbekistan +Collective Security Treaty"),
    ("changes georgia cis", r"^2009-08-18 +left +Georgia +Commonwealth"),
    ("overlap OTS CSTO EAEU SCO --matrix", r"^KGZ +member +member +member +member$"),
    ("overlap --sets OTS NATO EU", r"^OTS, NATO +1 +Türkiye$", r"^NATO, EU +1 +Hungary$"),
    ("show tokayev", r"\AKassym-Jomart Tokayev$"),
    ("show istanbul summit 2021", r"^Id +summit-2021-istanbul "),
    ("show Hungary", r"^Capital +Budapest$"),
    ("show baghdad amreyev", r"\ABaghdad Amreyev$"),
    ("show gabala declaration", r"^Place +Gabala, Azerbaijan$"),
    ("about tokayev", r"\AKassym-Jomart Tokayev$"),
    ("about omuraliev", r"\AKubanychbek Omuraliev$"),
    ("about secretary general", r"\ASecretary General of the OTS$"),
    ("about Northern Cyprus", r"^In the OTS +observer since 11 November 2022"),
    ("about KKTC", r"\ANorthern Cyprus$"),
    ("about TRNC", r"\ANorthern Cyprus$"),
    ("about türksoy", r"\AInternational Organization of Turkic Culture$"),
    ("about EU", r"\AEuropean Union$"),
    ("about Magyarország", r"\AHungary$"),
    ("about Qazaqstan", r"\AKazakhstan$"),
    ("about kyrgyz republic", r"\AKyrgyzstan$"),
    ("cite samarkand summit 2022", r"“9th OTS summit, Samarkand.*record summit-2022-samarkand;"),
    (
        "offices OTS secretary general",
        r"^Secretary General of the OTS +OTS +Kubanychbek Omuraliev ",
    ),
    ("offices chairman", r"^Chair-in-office of the OTS +OTS +\w+"),
    (
        "offices president kazakhstan",
        r"^President of Kazakhstan +Kazakhstan +Kassym-Jomart Tokayev ",
    ),
    ("offices prime minister hungary", r"^Prime Minister of Hungary +Hungary +Viktor Orbán "),
    ("offices --state kyrgyzstan --as-of 2019", r"Kyrgyzstan +Sooronbay Jeenbekov +2017-11-24"),
    ("offices tokayev", r"^President of Kazakhstan .* Kassym-Jomart Tokayev +2019-03-20 "),
    (
        "offices --person nazarbayev --history",
        r"^Chair-in-office of the OTS .* Nazarbayev +2011-10-21",
    ),
    ("offices chair 2018", r"^Chair-in-office of the OTS +OTS +Sooronbay Jeenbekov +2018-09-03 "),
    ("offices 2016", r"^Secretary General of the OTS +OTS +Ramil Hasan\S* +2014-09-16 +2018-09-03"),
    # words
    ("timeline summits in Istanbul", r"^2021-11-12 .*summit-2021-istanbul$"),
    ("timeline hungary joins", r"^2018-09-03 +accession +Hungary becomes the first observer"),
    ("timeline Sept 2020", r"^2020-09-27/2020-11-10 +conflict "),
    ("timeline Шуша", r"^2021-06-15 +declaration +Shusha Declaration "),
    ("timeline Bişkek", r"^2024-11-06 +summit +11th OTS summit, Bishkek "),
    (
        "timeline Nursultan",
        r"^2019-05-24 .* Nur-Sultan ",
        r"^2023-11-03 +summit +10th OTS summit, Astana",
    ),
    ("timeline earthquake Feb 2023", r"^2023-02-08/2023-02-15 .*Turkish earthquakes"),
    ("timeline middle corridor", r"^2014-02-20 .*Trans-Caspian"),
    ("timeline pipeline 2000s", r"^2005-05-25 +infrastructure +BTC pipeline opened"),
    ("timeline summit --count state", r"^TUR +\d+$"),
    ("facts erdogan", r" Recep Tayyip Erdoğan "),
    ("facts aliyev shusha", r"^2024-07-06 +statement +Opening the informal OTS summit in Shusha"),
    ("facts --newest -n 3", r"^202[56]-\d\d"),
    ("sources anadolu", r" agency +Anadolu Agency "),
    ("members -o -", r"^Azerbaijan +member"),
    ("help members", r"\AUsage: ots members "),
    ("help options", r"^  --fields A,B\.C "),
    ("help data info", r"\AUsage: ots data info "),
    ("today october 7", r"^2025-10-07 +summit +12th OTS summit, Gabala"),
    ("today --on '29 October'", r"^1998-10-29 +declaration +Ankara Declaration"),
    ("today 26 November", r"^2015-11-26 +ministerial +Thirty-third session of the TURKSOY"),
    ("members --format=JSON", r'\A\[\{"id":"ots-aze-member"'),
    ("--json members", r'\A\[\{"id":"ots-aze-member"'),
    ("members --as-of '12 Nov 2021'", r"^Turkmenistan +observer +2021-11-12"),
    ("members --as-of summit-2018-cholpon-ata", r"^Hungary +observer", r"\A(?!.*Uzbekistan)"),
]

MEANT = [
    # asked of the first release
    ("timeline summit", "timeline --kind summit"),
    ("timeline --newest --limit 10", "timeline --newest -n 10"),
    ("timeline --year 2021", "timeline --during 2021"),
    ("timeline --topic military", "timeline --topic defence"),
    ("members turkic council", "members OTS"),
    ("today", "today --on 11-21"),
    # words without an option
    ("timeline 2020 karabakh", "timeline --during 2020 --search karabakh"),
    ("timeline summits since 2020", "timeline --kind summit --since 2020"),
    ("timeline summit in samarkand", "timeline --kind summit --place Samarkand"),
    ("timeline Nagorno-Karabakh 2023", "timeline --during 2023 --search Nagorno-Karabakh"),
    ("timeline hungary", "timeline --state HUN"),
    ("timeline Hungary 2018", "timeline --state HUN --during 2018"),
    ("timeline November 2021", "timeline --during 2021-11"),
    ("timeline 12 November 2021", "timeline --during 2021-11-12"),
    ("timeline from 2009 to 2010", "timeline --since 2009 --until 2010"),
    ("timeline 2y", "timeline --since 2024-11-21"),
    ("timeline after 2024-06 before 2024-12", "timeline --since 2024-06 --until 2024-12"),
    ("timeline defence", "timeline --topic defence"),
    ("timeline turkey summit", "timeline --state TUR --kind summit"),
    ("timeline OTS summits 2024", "timeline --org OTS --kind summit --during 2024"),
    ("timeline trade", "timeline --topic trade"),
    ("timeline last year", "timeline --during 2025"),
    ("timeline Shusha", "timeline --place Shusha"),
    ("timeline zangezur corridor", "timeline --search 'zangezur corridor'"),
    ("next ots summit", "next --org OTS --kind summit"),
    ("members 2012", "members --as-of 2012"),
    ("members OTS 2012", "members --as-of 2012"),
    ("members observers", "members --status observer"),
    ("members hungary", "members --state HUN"),
    ("members TDT", "members OTS"),
    ("members Türk Keneşi", "members OTS"),
    ("members organisation of turkic states", "members OTS"),
    ("members 'Organization for Security and Cooperation in Europe'", "members OSCE"),
    ("overlap turkic council csto", "overlap OTS CSTO"),
    ("overlap OTS and CSTO", "overlap OTS CSTO"),
    ("shared turkey azerbaijan", "shared TUR AZE"),
    ("shared Kazakhstan Uzbekistan", "shared KAZ UZB"),
    ("shared TR AZ", "shared TUR AZE"),
    ("changes hungary", "changes --state HUN"),
    ("changes OTS", "changes --org OTS"),
    ("changes 2018", "changes --during 2018"),
    # options of other tools, and values in other words
    ("timeline --from 2024 --to 2024", "timeline --since 2024 --until 2024"),
    ("timeline --after 2025", "timeline --since 2025"),
    ("timeline --country hungary", "timeline --state HUN"),
    ("timeline --organization OTS --kind summit", "timeline --org OTS --kind summit"),
    ("timeline --latest -n 3", "timeline --newest --limit 3"),
    ("timeline --on 2021-11-12", "timeline --during 2021-11-12"),
    ("timeline --topic oil", "timeline --topic energy"),
    ("timeline --topic economy", "timeline --topic trade"),
    ("timeline --kind war", "timeline --kind conflict"),
    ("timeline --kind meetings", "timeline --kind meeting"),
    ("timeline --kind=Summits --limit=1", "timeline --kind summit --limit 1"),
    ("timeline --since 'Nov 12, 2021'", "timeline --since 2021-11-12"),
    ("timeline --since 12-Nov-2021", "timeline --since 2021-11-12"),
    ("timeline --during 1990s", "timeline --during 199X"),
    ("timeline --since karabakh-war-2020 -n 3", "timeline --since 2020-09-27 -n 3"),
    ("members --year 2012", "members --as-of 2012"),
    ("members --at 2015", "members --as-of 2015"),
    ("members --country hungary", "members --state HUN"),
    ("members --status observers", "members --status observer"),
    ("members --as-of now", "members --as-of 2026-11-21"),
    ("members --as-of 2009-10", "members --as-of 2009-10-31"),
    ("members -n 2", "members --limit 2"),
    ("changes --newest -n 3", "changes --latest --limit 3"),
    ("changes --since 'last year'", "changes --since 2025"),
    ("facts --year 2024", "facts --during 2024"),
    ("overlap OTS CSTO --date 2010", "overlap OTS CSTO --as-of 2010"),
    ("list countries", "list states"),
    ("list organizations", "list orgs"),
]

LED_ON = [
    # asked of the first release
    ("overlap OTS NATO", r"--status any adds HUN: observer \(OTS\)"),
    ("facts --speaker erdogan army", r"without 'army': \d+; without --speaker"),
    ("show secretary-general", r"ots-secretary-general"),
    ("search Orban resign", r"^ots: No rows$"),
    ("plot", r"-o FILE\.svg"),
    ("gantt", r"`ots members --history -o members\.svg`"),
    ("what is OTS", r"try `ots about`"),
    ("quiz", r"no command 'quiz'; `ots help` lists the commands"),
    # commands
    ("who", r"try `ots members`, `ots offices`"),
    ("who is erdogan", r"`ots about NAME`"),
    ("who chairs OTS", r"`ots offices`"),
    ("when did hungary join", r"try `ots timeline`"),
    ("what is turksoy", r"try `ots about`"),
    ("statements by tokayev", r"try `ots facts`"),
    ("quote", r"try `ots facts`"),
    ("chart", r"-o FILE\.svg"),
    ("matrix", r"try `ots overlap`"),
    ("map", r"`ots list states`"),
    ("excel", r"try `ots export`"),
    ("events", r"try `ots timeline`"),
    ("history", r"try `ots timeline`"),
    ("news", r"try `ots timeline --newest`"),
    ("upcoming", r"try `ots next`"),
    ("disputed", r"`ots timeline --disputed`"),
    ("states", r"try `ots list states`"),
    ("countries", r"try `ots list states`"),
    ("capital uzbekistan", r"try `ots list states` or `ots about NAME`"),
    ("population", r"try `ots list states`"),
    ("flag", r"`ots search flag`"),
    ("leaders", r"`ots offices`"),
    ("president", r"try `ots offices`"),
    ("compare OTS CSTO", r"try `ots overlap`"),
    ("compare turkey kazakhstan", r"`ots shared`"),
    ("find gabala", r"try `ots search`"),
    ("info", r"try `ots about NAME`, or `ots data info`"),
    ("bibtex", r"try `ots cite`"),
    ("validate", r"try `ots check`"),
    ("version", r"try `ots --version`"),
    ("schema", r"try `ots data schema`"),
    ("update", r"`ots data info`"),
    ("help plot", r"-o FILE\.svg"),
    ("list members", r"no list 'members'; try `ots members`"),
    ("export excel", r"\bxlsx\b"),
    ("export stata", r"spells"),
    # options
    ("timeline --reverse", r"try `--newest`"),
    ("timeline --sort date", r"try `--newest`"),
    ("timeline --svg", r"-o FILE\.svg"),
    ("timeline --by year", r"`--count`"),
    ("timeline --field date", r"--fields"),
    ("facts --by aliyev", r"`--speaker` in `ots facts`"),
    ("members --all", r"`ots members all`"),
    ("members --csv", r"-f csv"),
    ("members --xlsx", r"-o FILE\.xlsx"),
    ("cite --bibtex summit-2022-samarkand", r"`-f bibtex`"),
    ("cite summit-2022-samarkand bibtex", r"write --style bibtex"),
    ("cite summit-2022-samarkand -f apa", r"--style text, bibtex, ris or csl-json"),
    ("timeline --state TUR,KAZ", r"repeat the option"),
    ("timeline --kind summit,declaration", r"repeat the option"),
    ("timeline --in Istanbul", r"write --place Istanbul"),
    ("timeline --count month", r"there are year, kind, state, topic, organization"),
    ("members disputed", r"write --disputed"),
    ("members ots --status full", r"there are member, "),
    ("members OTS SCO", r"`ots overlap` takes several"),
    # dates
    ("timeline 10", r"`-n 10`"),
    ("timeline 2020 2022", r"write 2020/2022"),
    ("timeline 2020-2022", r"write 2020/2022"),
    ("timeline between 2020 and 2021", r"write 2020/2021"),
    ("timeline 27.09.2020", r"write 2020-09-27$"),
    ("timeline 2020-09-27..2020-11-10", r"write 2020-09-27/2020-11-10"),
    ("timeline --during 'autumn 2020'", r"write 2020-09/2020-11"),
    ("timeline --during 2020-2021", r"write 2020/2021"),
    ("timeline --since 2021-11-12T00:00:00Z", r"write 2021-11-12$"),
    ("timeline --since 20211112", r"write 2021-11-12$"),
    ("members --as-of 'end of 2019'", r"write 2021, 2021-11, 2021-11-12"),
    ("today 12/11", r"write 11-12 or 12-11"),
    ("today 26/11", r"write 11-26$"),
    # names
    ("facts --speaker 'Ilham Aliev'", r"did you mean Ilham Aliyev \(ilham-aliyev\)"),
    ("about amreev", r"did you mean Amreyev"),
    ("show nakhchivan agreement", r"may be any of .*\bfounding-2009-nakhchivan-agreement;"),
    ("cite nakhchivan agreement", r"may be any of .*\bfounding-2009-nakhchivan-agreement;"),
    ("shared kazakstan uzbekistan", r"did you mean Kazakhstan \(KAZ\)"),
    ("shared northern cyprus turkey", r"--status any adds "),
    ("members warsaw pact", r"`ots list orgs` shows them all"),
    ("overlap OTS EU NATO", r"--status any adds .*HUN: observer \(OTS\)"),
    # answers that say more
    ("facts mirziyoyev 2023", r"--speaker mirziyoyev: \d+"),
    ("facts erdogan", r"--speaker erdogan: \d+"),
    ("sources summit-2025-gabala", r"`ots cite summit-2025-gabala --sources`"),
    ("timeline agreements 2009", r'--search "agreement" instead: 2'),
    ("timeline free trade agreement", r"without --search free: \d+"),
    ("timeline ukraine war", r"without --kind conflict: \d+; without --state UKR: \d+"),
    ("timeline --kind summit --since 2030", r"without --since 2030: \d+"),
    ("timeline --search turkc", r"the data has .*turkic"),
    ("facts turkic army", r"no such record has 'army'; others do: `ots search army`"),
    ("search xyzzy", r"^ots: No rows$"),
]


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: case[0])
def test_a_guess_is_answered_at_the_first_try(ots, case):
    guess, *wanted = case
    answer = ots(*shlex.split(guess))
    assert answer.code == 0, answer.err
    for pattern in wanted:
        flags = re.DOTALL if pattern.startswith(r"\A(?!") else 0
        assert re.search(pattern, answer.out, re.MULTILINE | flags), answer.out[:2000]


@pytest.mark.slow
@pytest.mark.parametrize(("guess", "meant"), MEANT)
def test_a_guess_means_what_is_written_out(ots, guess, meant):
    answer, wanted = (ots(*shlex.split(one), "--json").json for one in (guess, meant))
    assert answer == wanted != []


@pytest.mark.parametrize(("guess", "told"), LED_ON)
def test_a_guess_leads_on_to_what_answers_it(ots, guess, told):
    answer = ots(*shlex.split(guess))
    assert answer.code in {0, 2}
    assert re.search(told, answer.err, re.MULTILINE), answer.err


# More words than anybody means


@pytest.mark.slow
@pytest.mark.parametrize("command", ["timeline", "members", "facts", "overlap"])
def test_more_words_than_a_question_has_are_refused_or_searched_for(ots, command):
    result = ots(command, *(["summit"] * 300))
    assert result.code in {0, 2}
    assert result.err.count("\n") <= 10
    assert len(result.err) < 2_000


def test_thousands_of_ids_that_nobody_has_are_one_line(ots):
    result = ots("show", "-", stdin="".join(f"{number}\n" for number in range(2_000)))
    assert result.code == 2
    assert result.err.startswith("ots: no record is called '0'")
    assert result.err.count("\n") == 1


def test_of_many_words_without_a_row_a_few_are_named(ots):
    result = ots("search", " ".join(f"w{number}" for number in range(2_000)))
    assert result.code == 0
    assert result.err.count("\n") < 20
