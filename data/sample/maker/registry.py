"""What the stories refer to: places, other spellings of people, outlets, and the unrelated matter of pages.

Coordinates from general knowledge, within 10 km for towns; rivers and regions have one point on or in them.
Outlets, teasers and sponsored links are invented.
"""

from __future__ import annotations

_CITIES = """
Passau DE 48.574 13.465|Deggendorf DE 48.835 12.965|Regensburg DE 49.017 12.097|Munich DE 48.137 11.575
Simbach DE 48.266 13.023
Rosenheim DE 47.856 12.129|Frankfurt DE 50.110 8.682|Berlin DE 52.520 13.405|Vilshofen DE 48.634 13.187
Schärding AT 48.457 13.432|Linz AT 48.306 14.286|Steyr AT 48.043 14.421|Mauthausen AT 48.240 14.517
Grein AT 48.228 14.855
Melk AT 48.227 15.334|Krems AT 48.410 15.614|Dürnstein AT 48.395 15.520|Tulln AT 48.330 16.050
Korneuburg AT 48.345 16.333
Vienna AT 48.208 16.372|Hainburg AT 48.147 16.945|Ybbs AT 48.178 15.087|Eferding AT 48.309 14.022
Bratislava SK 48.146 17.107|Devín SK 48.174 16.980|Komárno SK 47.763 18.128|Gabčíkovo SK 47.892 17.580
Štúrovo SK 47.799 18.720
Šamorín SK 48.030 17.310
Győr HU 47.683 17.635|Mosonmagyaróvár HU 47.868 17.270|Ásványráró HU 47.829 17.498|Komárom HU 47.743 18.119
Esztergom HU 47.786 18.740|Visegrád HU 47.786 18.970|Szentendre HU 47.669 19.076|Budapest HU 47.498 19.040
Dunaújváros HU 46.962 18.936|Paks HU 46.622 18.856|Kalocsa HU 46.530 18.980|Baja HU 46.180 18.953
Mohács HU 45.993 18.683
Szolnok HU 47.175 20.200|Szeged HU 46.253 20.148|Dunakiliti HU 47.966 17.287
Zagreb HR 45.815 15.982|Osijek HR 45.551 18.694|Batina HR 45.845 18.850|Vukovar HR 45.343 19.000|Ilok HR 45.222 19.377
Slavonski Brod HR 45.160 18.016|Županja HR 45.077 18.697|Vinkovci HR 45.288 18.805
Apatin RS 45.671 18.985|Bačka Palanka RS 45.250 19.390|Novi Sad RS 45.267 19.833|Petrovaradin RS 45.247 19.879
Sremska Mitrovica RS 44.976 19.612|Šabac RS 44.747 19.690|Belgrade RS 44.817 20.457|Zemun RS 44.843 20.401
Pančevo RS 44.871 20.640|Smederevo RS 44.664 20.930|Golubac RS 44.652 21.630|Obrenovac RS 44.655 20.200
Titel RS 45.206 20.294
Sombor RS 45.774 19.112|Kladovo RS 44.607 22.612
Sofia BG 42.698 23.322|Vidin BG 43.990 22.873|Lom BG 43.827 23.237|Oryahovo BG 43.737 23.960|Nikopol BG 43.705 24.895
Svishtov BG 43.619 25.350|Ruse BG 43.856 25.970|Silistra BG 44.117 27.260|Pleven BG 43.417 24.607
Belene BG 43.646 25.123
Bucharest RO 44.433 26.104|Drobeta-Turnu Severin RO 44.632 22.657|Calafat RO 43.985 22.930|Rast RO 43.885 23.285
Bistreț RO 43.902 23.507|Craiova RO 44.320 23.800|Turnu Măgurele RO 43.747 24.868|Giurgiu RO 43.904 25.970
Călărași RO 44.200 27.330|Cernavodă RO 44.340 28.033|Hârșova RO 44.690 27.950|Brăila RO 45.269 27.957
Galați RO 45.435 28.050
Tulcea RO 45.179 28.800|Sulina RO 45.155 29.653|Constanța RO 44.173 28.638|Mila 23 RO 45.223 29.243
Alexandria RO 43.969 25.333
Reni UA 45.456 28.284|Izmail UA 45.350 28.840|Brussels BE 50.850 4.350|Zurich CH 47.370 8.550|London GB 51.507 -0.128
Rotterdam NL 51.924 4.478|Ljubljana SI 46.057 14.506|Prague CZ 50.075 14.438|Geneva CH 46.204 6.143
Maribor SI 46.555 15.646
"""
_OTHER = """
Germany country DE 51.1 10.4|Austria country AT 47.6 14.1|Slovakia country SK 48.7 19.5|Hungary country HU 47.2 19.4
Croatia country HR 45.2 15.5|Serbia country RS 44.0 20.8|Bulgaria country BG 42.7 25.3|Romania country RO 46.0 25.0
Ukraine country UA 49.0 32.0|Moldova country MD 47.0 28.5|Slovenia country SI 46.1 14.8
Czech Republic country CZ 49.75 15.0
Poland country PL 52.0 20.0|Netherlands country NL 52.25 5.75|France country FR 46.5 2.5|Norway country NO 62.0 10.0
Italy country IT 42.8 12.8|Switzerland country CH 46.9 8.2|Britain country GB 54.0 -2.0|Europe continent - 50.0 15.0
Danube water - 45.8 18.9|Inn water - 48.2 12.6|Ilz water DE 48.62 13.46|Traun water AT 48.2 14.2
Enns water AT 48.0 14.45
Tisza water - 46.9 20.2|Sava water - 45.0 18.6|Drava water - 45.8 17.6|Rába water HU 47.5 17.2|Váh water SK 48.1 17.9
Siret water RO 46.0 27.1|Prut water - 46.5 28.1|Olt water RO 44.5 24.4|Timok water - 44.1 22.5
Mosoni-Duna water HU 47.8 17.4
Black Sea water - 43.0 34.0|Salzach water - 47.9 12.9|Morava water - 48.5 16.9|Alps mountains - 46.9 11.0
Bavaria region DE 49.0 11.5|Lower Bavaria region DE 48.7 12.8|Upper Austria region AT 48.2 14.0
Lower Austria region AT 48.2 15.8
Wachau region AT 48.36 15.43|Szigetköz region HU 47.9 17.35|Vojvodina region RS 45.3 19.8|Slavonia region HR 45.4 17.8
Baranja region HR 45.7 18.7|Dolj County region RO 44.2 23.6|Galați County region RO 45.8 27.8
Tulcea County region RO 45.0 28.9
Brăila County region RO 45.1 27.7|Teleorman County region RO 44.0 25.2|Vidin Province region BG 43.8 22.7
Győr-Moson-Sopron County region HU 47.7 17.2|Vukovar-Srijem County region HR 45.2 18.9
Pleven Province region BG 43.5 24.6
Tyrol region AT 47.2 11.3|Mačva region RS 44.8 19.5|Ruse Province region BG 43.7 26.0
Danube Delta region - 45.1 29.4|Iron Gates region - 44.67 22.53|Margaret Island island HU 47.527 19.047
Balkans region - 43.0 22.0
Danube Island island AT 48.23 16.41|Great War Island island RS 44.83 20.43|Persina Island island BG 43.67 25.15
"""


def _table() -> dict[str, tuple[str, str | None, float, float]]:
    rows = {}
    for item in _CITIES.replace("\n", "|").split("|"):
        if item.strip():
            name, country, lat, lon = item.rsplit(" ", 3)
            rows[name] = ("city", country, float(lat), float(lon))
    for item in _OTHER.replace("\n", "|").split("|"):
        if item.strip():
            name, kind, country, lat, lon = item.rsplit(" ", 4)
            rows[name] = (kind, None if country == "-" else country, float(lat), float(lon))
    return rows


PLACES = _table()
DEMONYMS = {
    "German": "Germany",
    "Germans": "Germany",
    "Bavarian": "Bavaria",
    "Austrian": "Austria",
    "Austrians": "Austria",
    "Slovak": "Slovakia",
    "Hungarian": "Hungary",
    "Hungarians": "Hungary",
    "Croatian": "Croatia",
    "Croat": "Croatia",
    "Serbian": "Serbia",
    "Serb": "Serbia",
    "Bulgarian": "Bulgaria",
    "Bulgarians": "Bulgaria",
    "Romanian": "Romania",
    "Romanians": "Romania",
    "Ukrainian": "Ukraine",
    "Viennese": "Vienna",
    "European": "Europe",
    "Dutch": "Netherlands",
    "Swiss": "Switzerland",
    "Norwegian": "Norway",
    "French": "France",
    "Slovenian": "Slovenia",
    "Czech": "Czech Republic",
    "Polish": "Poland",
    "Moldovan": "Moldova",
    "Italian": "Italy",
}
ALIASES = {"Ivailo Dragnev": "Ivaylo Dragnev", "Marit Halvorson": "Marit Halvorsen"}

_CEST, _EEST = "+02:00", "+03:00"
OUTLETS = {
    "cna": {
        "name": "Continental News Agency",
        "kind": "jsonl",
        "host": "wire.cna-agency.example",
        "offset": "+00:00",
        "files": "slug",
    },
    "inn": {
        "name": "Inn Valley Courier",
        "kind": "txt",
        "host": "www.innvalleycourier.example",
        "offset": _CEST,
        "files": "day",
    },
    "ledger": {
        "name": "Vienna Morning Ledger",
        "kind": "txt",
        "host": "ledger.example",
        "offset": _CEST,
        "files": "slug",
        "html_dates": "meta",
    },
    "lantern": {
        "name": "Bratislava Lantern",
        "kind": "txt",
        "host": "www.lantern.example",
        "offset": _CEST,
        "files": "title",
    },
    "herald": {
        "name": "Pannonia Herald",
        "kind": "txt",
        "host": "www.pannoniaherald.example",
        "offset": _CEST,
        "files": "title",
    },
    "drava": {"name": "Drava Daily", "kind": "txt", "host": "dravadaily.example", "offset": _CEST, "files": "slug"},
    "sava": {
        "name": "Sava Tribune",
        "kind": "txt",
        "host": "savatribune.example",
        "offset": _CEST,
        "files": "day",
        "straight": True,
    },
    "lower": {
        "name": "Lower Danube Post",
        "kind": "txt",
        "host": "www.lowerdanubepost.example",
        "offset": _EEST,
        "files": "slug",
    },
    "delta": {"name": "Delta Mirror", "kind": "txt", "host": "deltamirror.example", "offset": _EEST, "files": "day"},
    "thames": {
        "name": "Thames Courant",
        "kind": "html",
        "host": "www.thamescourant.example",
        "offset": "+01:00",
        "files": "title",
        "html_dates": "json-ld",
    },
    "lake9": {
        "name": "Lakeshore Nine",
        "kind": "txt",
        "host": "www.lakeshorenine.example",
        "offset": "-05:00",
        "files": "title",
    },
}


def _teaser(title: str, summary: str, author: str, caption: str, ago: str, ban: str) -> dict:
    return {"title": title, "summary": summary, "author": author, "caption": caption, "ago": ago, "ban": ban.split(",")}


TEASERS = [
    _teaser(
        "Osaka bullet train halted for six hours after owl strikes power line",
        "Some 14,000 commuters were stranded between Osaka and Nagoya on Monday evening before crews cleared the wire.",
        "Haruka Minamida",
        "Passengers wait on a platform in Osaka, Japan, on Monday after an owl hit an overhead line and cut power",
        "2 hours ago",
        "Osaka,Nagoya,owl",
    ),
    _teaser(
        "Nairobi marathon record falls for the third time in two years",
        "Organizers said 31,500 runners started in Nairobi in what was the largest field in East Africa.",
        "Wanjiku Ndiritu",
        "Runners pass the finish line in Nairobi, Kenya, during the annual city marathon, which drew a record field",
        "5 hours ago",
        "Nairobi,marathon,Kenya",
    ),
    _teaser(
        "Denver council backs 22-story tower next to ballpark",
        "The vote in Denver was 8-5 after a hearing that ran past midnight.",
        "Casey Ruhl",
        "DENVER, CO - APRIL 3: A crane stands over a parking lot near the ballpark where a tower is planned by a d",
        "15 hours ago",
        "Denver,ballpark",
    ),
    _teaser(
        "Lima fishermen blockade port over squid quotas",
        "More than 300 boats were anchored across the entrance of the port in Peru, the navy said.",
        "Rosa Quispe Huamán".replace("á", "a"),
        "Fishing boats anchor in a line at the port entrance in Callao, Peru, on Sunday during a protest against",
        "1 day ago",
        "Lima,squid,Peru",
    ),
    _teaser(
        "Toronto museum returns 118 carvings to island nation",
        "Curators in Toronto said the objects were bought in good faith in 1921.",
        "Aidan Prewitt",
        "FILE - A carved mask is shown in the Toronto museum's Pacific hall before it was packed for the journey home",
        "3 hours ago",
        "Toronto,carvings",
    ),
    _teaser(
        "Actor Delphine Marchetti on her second act: ‘I wanted to play a plumber’",
        "The star of “Copper Season” opened up about the film that earned $41.2 million in its first weekend.",
        "Nadia Ferrante",
        "This image released by Lanternfish Pictures shows Delphine Marchetti in a scene from “Copper Season.” (La",
        "20 hours ago",
        "Delphine Marchetti,Copper Season",
    ),
    _teaser(
        "Wildfire near Perth doubles in size as winds shift",
        "Firefighters in Western Australia said 9,400 hectares had burned and 26 houses were lost.",
        "Bronte Callow",
        "A water bomber flies over a ridge near Perth, Australia, on Saturday as a wildfire burned toward the oute",
        "8 hours ago",
        "Perth,wildfire,Australia",
    ),
    _teaser(
        "Chess: 14-year-old from Chennai beats two grandmasters in one day",
        "The teenager needed only 29 moves in the second game, played in Chennai on Thursday.",
        "S. Venkatraghavan",
        "A young player studies the board during a tournament in Chennai, India, where she won against two grandma",
        "2 days ago",
        "Chennai,Chess,grandmasters",
    ),
    _teaser(
        "Bus plunges into ravine in northern Bolivia, 17 dead",
        "Police in Bolivia said the brakes had failed on a mountain road; 23 passengers were hurt.",
        "Continental News Agency",
        "Rescuers climb toward the wreck of a bus in a ravine in northern Bolivia on Friday after a crash that kil",
        "6 hours ago",
        "Bolivia,ravine",
    ),
    _teaser(
        "Seoul carmaker recalls 640,000 vehicles over door latches",
        "The company in South Korea said nobody had been injured.",
        "Min-seo Baek",
        "Cars stand in a lot at a factory outside Seoul, South Korea, where a carmaker announced a recall on Wednesday",
        "11 hours ago",
        "Seoul,carmaker,latches",
    ),
    _teaser(
        "Chicago transit strike enters fourth day with no talks planned",
        "Around 800,000 riders a day have been looking for other ways to work in Chicago.",
        "Marcus Oyelaran",
        "Commuters walk over a bridge in Chicago on the fourth morning of a strike by train and bus crews that has",
        "4 hours ago",
        "Chicago,transit strike",
    ),
    _teaser(
        "Cape Town opens desalination plant after nine dry years",
        "The plant in South Africa can make 120 million liters of drinking water a day.",
        "Lindiwe Mabaso",
        "Pipes run from the sea to the new desalination plant in Cape Town, South Africa, which opened on Tuesday",
        "1 day ago",
        "Cape Town,desalination,South Africa",
    ),
    _teaser(
        "Senate in Manila rejects casino bill by two votes",
        "Supporters in the Philippines said they would try again in September.",
        "Jo-Ann Salcedo",
        "Senators stand to vote in Manila, Philippines, on a bill that would have allowed three more casinos in th",
        "9 hours ago",
        "Manila,casino,Philippines",
    ),
    _teaser(
        "Why is everyone in Reykjavik knitting again?",
        "Wool sales in Iceland are up 62% and the shops have waiting lists.",
        "Sigrun Hallsdottir",
        "Knitters meet in a cafe in Reykjavik, Iceland, on a Sunday afternoon, one of more than 40 such circles in the",
        "3 days ago",
        "Reykjavik,Wool,Iceland",
    ),
    _teaser(
        "Rangers defeat poachers' ring in Zambia, seize 212 tusks",
        "Eleven suspects appeared before a court in Lusaka.",
        "Chanda Mwila",
        "Rangers stack seized tusks at a station in Zambia on Monday. The authorities said eleven people were arre",
        "7 hours ago",
        "Zambia,poachers,Lusaka",
    ),
    _teaser(
        "Dallas quarterback signs five-year deal worth $310 million",
        "It is the richest contract in the history of the team from Texas.",
        "Trey Holcomb",
        "Fans cheer outside the stadium in Dallas, Texas, on Thursday after the club announced a new contract for",
        "13 hours ago",
        "Dallas,quarterback,Texas",
    ),
    _teaser(
        "Jakarta traffic court goes fully online",
        "Judges in Indonesia expect to handle 5,000 cases a week from their desks.",
        "Putri Wibisono",
        "Motorcycles crowd a junction in Jakarta, Indonesia, where fines will be settled by an online court from n",
        "2 days ago",
        "Jakarta,Indonesia,traffic court",
    ),
    _teaser(
        "Study: octopuses off Tasmania sleep longer on Sundays",
        "Researchers in Hobart tracked 52 animals for 18 months and cannot explain it.",
        "Fenella Drysdale",
        "An octopus rests in a tank at a laboratory in Hobart, Tasmania, where scientists have recorded the sleep",
        "1 hour ago",
        "Tasmania,octopuses,Hobart",
    ),
    _teaser(
        "Lottery: Halifax bakery staff share $7.5 million jackpot",
        "The six bakers in Nova Scotia said they would open on Monday as usual.",
        "Colleen MacIsaac",
        "The staff of a bakery in Halifax, Nova Scotia, hold a giant check on Wednesday after winning the jackpot",
        "16 hours ago",
        "Halifax,bakery,jackpot",
    ),
    _teaser(
        "Mumbai monsoon forecast: above normal, say scientists",
        "Rainfall in western India could reach 108% of the long-term average.",
        "Aarti Deshmukh",
        "Children play under an early shower on a beach in Mumbai, India, a month before the monsoon is expected t",
        "10 hours ago",
        "Mumbai,monsoon,India",
    ),
]


def _paid(title: str, by: str, summary: str, caption: str, ban: str) -> dict:
    return {"title": title, "by": by, "summary": summary, "caption": caption, "ban": ban.split(",")}


SPONSORED = [
    _paid(
        "7 Signs Your Gutters Need Replacing This Year",
        "Hearthline Roofing",
        "A dry attic starts outside. See what our experts look for.",
        "Workman on ladder cleaning leaves from gutter...",
        "Gutters,Hearthline",
    ),
    _paid(
        "Hearing aids the size of a bean: people over 60 are switching",
        "AuriPod",
        "Try them for 45 days, return them for nothing.",
        "Senior couple laughing on a sofa in a bright room...",
        "Hearing aids,AuriPod",
    ),
    _paid(
        "Is your printer putting your business at risk?",
        "Tonerworks",
        "Connected machines are an easy way in. Lock the door with this checklist.",
        "Woman holding a badge to a photocopier in an open-plan office...",
        "printer,Tonerworks",
    ),
    _paid(
        "This simple trick lowers car insurance for drivers born before 1985",
        "QuoteFerret",
        "Enter your postcode and compare in a minute.",
        "Red car on a winding road at sunset...",
        "QuoteFerret,postcode",
    ),
    _paid(
        "The 12 softest bedsheets, tested by people who sleep for a living",
        "Nightloom",
        "Our panel slept on 60 sets for three weeks.",
        "White bed linen with a cup of tea on a tray...",
        "bedsheets,Nightloom",
    ),
    _paid(
        "How to pick a laptop your teenager will not outgrow",
        "Bitbarn Computers",
        "Four numbers to look at, and one to ignore.",
        "Close up of fingers on a keyboard with colored lights...",
        "laptop,Bitbarn",
    ),
    _paid(
        "Cruise the fjords with all drinks included",
        "Polar Lounge Voyages",
        "Eleven nights from 899, while cabins last.",
        "Cruise ship between steep green slopes...",
        "Cruise,fjords,Polar Lounge",
    ),
    _paid(
        "Five houseplants that thrive on neglect",
        "Verdigris Home",
        "Number three can go a month without water.",
        "Green plant in a clay pot next to a window...",
        "houseplants,Verdigris",
    ),
    _paid(
        "Dentists hate waiting: book online in thirty seconds",
        "SmileSlot",
        "Over 2,000 practices have free appointments this week.",
        "Smiling dentist in blue coat with thumbs up...",
        "Dentists,SmileSlot",
    ),
    _paid(
        "Kitchen lighting trends that will still look good in ten years",
        "Lumen & Oak",
        "From pendant lamps to hidden strips.",
        "Modern chandelier over a marble kitchen island...",
        "Kitchen lighting,Lumen",
    ),
]
