"""The signs by which a line of a saved page shows what it is: word lists and patterns, none of one site alone.

Refuses: patterns that could take more than linear time on a hostile line; every one is tried on at most a few hundred
characters.
"""

from __future__ import annotations

import re

#: Function words of English and of the larger European languages: prose is full of them, menus are not.
ENGLISH = frozenset(
    "a about after all also an and any are as at be because been before being but by can could did do does for from"
    " had has have he her his how i if in into is it its just like made many may more most my no not now of on one"
    " only or other our out over said she should so some such than that the their them then there these they this"
    " those through to under up us was we were what when where which while who will with would you your".split()
)
FOREIGN = frozenset(
    "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass"
    " sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber le la les et des du en un"
    " une est que dans qui par pour au il sur plus pas avec ce ne se sont son cette ont mais comme el los del las por"
    " con una para su al lo no más sus este ha sobre entre cuando muy sin ser di che della per del alla sono nel dei"
    " anche dal o da em os um uma não na dos mais foi ao het een van dat niet voor te aan zijn met op och att som på"
    " av är till jag det har w na się nie że z do jest i и в не на что с по как это к из за для от".split()
)

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DATE = re.compile(
    rf"\b{MONTH}\.?,? \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}\b)?|\b\d{{1,2}}(?:st|nd|rd"
    rf"|th)?[ -]{MONTH}\.?,?[ -]\d{{4}}\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b",
)
TIME_AGO = re.compile(
    r"^(?:(?:posted|published|updated|last updated)?:? ?(?:about )?(?:\d{1,3} ?(?:s|m|h|d|w|min|mins|minutes?|hrs?"
    r"|hours?|days?|weeks?|months?|years?|mo|yr)\.?(?: ago)?|an? (?:minute|hour|day|week|month|year) ago)|yesterday"
    r"|just now)\b[ .|·•]*(?:\d{1,3} comments?)?$",
)
CREDIT = re.compile(
    r"^(?:PHOTO|FOTO|IMAGE|VIDEO|Picture|Image|Photo) (?:\d{1,3} of \d"
    r"|(?-i:[A-ZÀ-Ž][\w.’-]+ [A-ZÀ-Ž][\w.’-]+)(?:[/,][^.]{0,30})?$)|^\(?(?:photo(?:graph)?s?|image|picture|video"
    r"|illustration|graphic|credit|file photo|ap photo|courtesy)\b[^.]{0,12}"
    r"(?::|\bby\b|/|\bcourtesy\b|\bof\b|\bvia\b)|^\(?(?:ap|reuters|afp|epa|getty)[ /](?:photo|images?|file|pool)\b"
    r"|^[^.!?]{0,80}/ ?(?:getty|ap|afp|reuters|shutterstock|epa|istock|alamy|ap photo|associated press|pool"
    r"|anadolu)\b[^.]{0,60}$"
    r"|^(?:getty|shutterstock|istock|alamy|unsplash|pexels|pixabay)\b[^.]{0,30}$|^©|^[^.!?]{0,60}\bvia (?:getty|ap"
    r"|reuters|shutterstock)\b"
    r"|^(?:hide|toggle|enlarge this) (?:caption|image)$|^(?:image|picture|photo) (?:credit|source)s?\b",
    re.I,
)
CAPTION = re.compile(
    r"(?:file ?[-–—]|file photo|in this (?:photo|image|file|undated|handout|frame)|this (?:photo|image|combination"
    r"|handout|frame)|fig(?:ure)?\.? \d|image:|photo:|caption:|(?:image|photo) caption\b|pictured\b)"
)
#: At a caption's end, from its last opening bracket; after a full stop; "Photo by".
CAPTION_CREDIT = re.compile(
    r"\((?:(?:photo|image|picture|video|ap|afp|reuters|getty|file|credit|courtesy|epa|pool|handout"
    r"|illustration)\b[^()]{0,80}"
    r"|[^()]{0,60}/ ?(?:getty|ap|afp|reuters|epa|pool|anadolu|shutterstock|via)\b[^()]{0,60}"
    r"|[^()]{0,60}\bvia ap\b[^()]{0,20})\)[\"”]?$",
    re.I,
)
CAPTION_SLASH = re.compile(r"[.\"”'’] ?[A-ZÀ-Ž][\w .]{2,40}/[A-Z][\w ./]{1,40}$")
CAPTION_BY = re.compile(
    r"\b(?:photo|photograph|image|picture)(?: credit)?(?: by|:) [^.]{2,60}\.?$"
    r"|[.!?\"”’)] credits?: [^.:]{2,60}\.?$",
    re.I,
)
CAPTION_PLACE = re.compile(r"(?:[A-Z][A-Z .'’-]{2,40},){1,2} [A-Za-z. ]{2,30} - [A-Z]{3,9} \d{1,2}:")
CUT = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])$")
RULE = re.compile(r"^[\W_]{1,200}$")
ENDS = re.compile(r"""[.!?…][0-9\])]{0,6}["'”’»)\]*]*$""")
QUOTE = re.compile(r"[\"“”„«]")
URL = re.compile(r"https?://|www\.|\.com\b|\S@\S+\.\w|\.(?:jpe?g|png|gif|webp|svg)\b")
COPYRIGHT = re.compile(r"©|\bcopyright\b|\ball rights reserved\b|\brights reserved\b")
WIDGET = re.compile(r"^\[[^\]]{0,200}\]|^iframe:?$|^\(button\)|^_{4,}")

#: Openers of lines that are never of a story. Compared in lower case.
PROMO = re.compile(
    r"^(?:read (?:more|also|next|full|the full)|also read|see also|see more|related\b|more (?:on|from|stories|news"
    r"|to read|like this)|more:|don.t miss"
    r"|recommended|you (?:may|might) (?:also )?like|trending|most (?:read|popular|viewed|recent)|popular\b"
    r"|editor.s picks?|top stories|latest\b"
    r"|up next|watch(?: now)?:|watch the|listen(?: to this)?\b|click (?:here|to|on|the)|tap here|sign (?:up|in)\b"
    r"|subscribe|get (?:the|our|more|unlimited|breaking|all the)\b.{0,60}(?:newsletter|inbox|app|news|alerts|access"
    r"|email)"
    r"|join (?:us|our|the conversation|the discussion|over|thousands)|follow (?:us|@|on|me|the|our|along)|like us"
    r"|share\b|tweet\b|print\b|email\b|download (?:the|our|now|pdf|app)"
    r"|support (?:us|our|local|independent|quality)|donate\b|become a (?:member|subscriber|supporter)"
    r"|already a (?:member|subscriber)|register\b|log ?in\b|enter your|your email"
    r"|newsletter|by (?:signing up|clicking|subscribing|submitting|entering|continuing|registering)|this (?:site"
    r"|website|page) uses|we use cookies|we may earn|when you (?:buy|purchase)|if you (?:buy|purchase|click)"
    r"|accept\b.{0,20}cookies|cookie|privacy|terms (?:of|and|&)|advertis|ad feedback|story continues"
    r"|article continues|continue reading|scroll (?:to|down)|skip\b|jump to"
    r"|sponsored|promoted|partner content|paid (?:content|post)|posted in|filed under|tags?:|tagged\b|topics?:"
    r"|categor(?:y|ies)\b|in this (?:article|story)\b.{0,3}$|table of contents|contents$"
    r"|comments?\b.{0,20}$|\d{1,5} (?:comments?|shares?|views?|likes?|repl(?:y|ies))\b|leave a (?:comment|reply)"
    r"|add a comment|post a comment|view (?:all|more|comments)|show (?:more|all|comments)|load more|reply$"
    r"|report this|what do you think|let us know (?:in|what)|have your say"
    r"|previous (?:article|post|story)|next (?:article|post|story)|back to (?:top|home)|return to|home$|menu$"
    r"|search$|close$|open menu|toggle|expand"
    r"|about the (?:author|writer)|about us|contact us?|meet the|send (?:us )?(?:tips|your)|have a (?:tip|story)"
    r"|got a (?:tip|story)|do you have a|to (?:contact|reach) the|(?:e-?mail|contact|reach) (?:him|her|them"
    r"|the (?:author|reporter|writer))|need help\?|view original|view offers?|buy now|shop now|learn more"
    r"|find out more|see (?:all|our)"
    r"|ai-generated|summary is ai|audio by|loading|thank(?:s| you) for (?:reading|subscribing|signing)"
    r"|correction policy|did you (?:notice|spot|find|see) an?|(?:spotted|found|notice|see) an? (?:error|mistake"
    r"|typo)|rate this|read on\b|unsubscribe|stay (?:informed|up.to.date|connected|tuned)|report an? (?:error"
    r"|mistake|typo)|\d{1,2} min(?:ute)?s? read$|reading time|estimated reading|republish|reprints?\b"
    r"|order reprints|originally published|this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared"
    r"|published)|this article appeared|written by$|by$)",
)
COMMENT_HEAD = re.compile(
    r"^(?:\(?\d{1,5}\)? (?:comments?|responses?|repl(?:y|ies)|thoughts?)\b.{0,80}|comments? ?\(?\d{0,5}\)?:?"
    r"|(?:leave|post|add|write) a (?:comment|reply).{0,40}"
    r"|(?:reader|user|facebook)? ?comments|join the (?:conversation|discussion)|discussion|(?:your|have your) say"
    r"|responses|trackbacks.{0,20})$",
)
AFTER_HEAD = re.compile(
    r"^(?:related(?: (?:articles?|stories|posts?|content|topics|news|links|reading|coverage))?|more (?:from|on"
    r"|stories|news|in|like this|articles).{0,50}|you (?:may|might) (?:also )?(?:like|enjoy|be interested).{0,20}"
    r"|recommended.{0,30}|trending.{0,30}|most (?:read|popular|viewed).{0,30}|popular (?:posts|stories|articles"
    r"|now)|latest(?: (?:news|stories|articles|posts|headlines|videos?))?|top stories|read (?:more|next|this next)"
    r"|what to read next|up next|sponsored.{0,40}|promoted.{0,30}|from (?:around )?the web.{0,20}|around the web"
    r"|about the authors?|about (?:us|author)|author bio|share this.{0,30}|filed under.{0,60}|tags?:?.{0,80}"
    r"|topics?:?.{0,60}|keep reading|next (?:article|post|story|up).{0,80}|previous (?:article|post|story).{0,80}"
    r"|editor.?s?.? (?:picks?|choice)|don.t miss.{0,20}|other (?:stories|articles|news).{0,30}|follow us.{0,40}"
    r"|newsletter.{0,30}|subscribe.{0,60}|similar (?:articles|posts|stories)|explore more.{0,30}|see also"
    r"|further reading|advert(?:isement|ising|orial)?s?|promo|latest(?: headlines)?"
    r"|references|sources|footnotes|notes|bibliography):?$",
)
#: Of a call to the reader: what it calls to.
NEWSLETTER = re.compile(r"\b(?:newsletters?|inbox|mailing list)\b", re.I)
CONTRIBUTED = re.compile(
    r"^(?:\(?(?:additional )?(?:reporting|writing|editing|compiled|written|edited) (?:and (?:writing"
    r"|editing) )?by\b.{0,300}"
    r"|.{0,300}\b(?:contributed|contributed reporting) (?:to|from) (?:this|the) (?:report|story|article|piece)\b.{0,40}"
    r"|(?:with|this (?:report|story|article)).{0,120}\b(?:from|by|includes?|contains)\b.{0,40}\b(?:associated press"
    r"|reuters|afp|wire|agenc(?:y|ies))\b.{0,40}"
    r"|the associated press (?:receives|is an independent|.s climate)\b.{0,300}"
    r"|\(?[a-z][\w .]{2,40}reported from\b.{0,200})$",
    re.S,
)
BIO = re.compile(
    r"^(?:[A-ZÀ-Ž][\w.'’-]+ ){1,4}(?:is|are) (?:an?|the|our)\b.{0,80}\b(?:reporter|correspondent|journalist|writer"
    r"|editor|author|columnist|contributor|fellow|professor|founder|ceo|analyst|blogger|strategist|consultant"
    r"|producer|host)\b"
    r"|^(?:[A-ZÀ-Ž][\w.'’-]+ ){2,4}(?:covers|writes (?:on|about|for)|reports (?:on|from|for)|contributes to)\b",
)
BYLINE = re.compile(
    r"^(?:(?:story|written|reported|reporting|posted|words|text|author|review|reviewed|article|opinion|analysis"
    r"|published) )?by:? (?=[^\d\W])[^.!?]{2,100}$|^authors?:? .{2,80}$",
)

# Words without which a pattern above cannot match: of its first word, or of any.
AGO_FIRST = frozenset("posted published updated last about a an yesterday just".split())
CONTRIBUTED_WORDS = frozenset(
    "reporting writing editing compiled written edited contributed reported press reuters afp wire agency"
    " agencies".split()
)
CREDIT_WORDS = frozenset(
    "photo photos photograph photographs foto image images picture pictures video videos illustration illustrations"
    " graphic graphics credit credits courtesy file ap reuters afp epa getty shutterstock istock alamy associated pool"
    " anadolu unsplash pexels pixabay via hide toggle enlarge".split()
)
CAPTION_WORDS = frozenset(
    "photo photos photograph image picture pictured file fig figure caption frame combination handout undated ap afp"
    " reuters getty video credit credits courtesy epa pool illustration via".split()
)
BIO_WORDS = frozenset("is are covers writes reports contributes".split())
URL_WORDS = frozenset("http https www com jpg jpeg png gif webp svg".split())
BYLINE_FIRST = frozenset(
    "by story written reported reporting posted words text author authors review reviewed article opinion analysis"
    " published".split()
)
HEAD_FIRST = frozenset(
    "comment comments response responses reply replies leave post add write reader user facebook join discussion your"
    " have trackbacks related more you recommended recommendations trending most popular latest top read what up"
    " sponsored promoted promo from around about author share filed tag tags topic topics keep next previous editor"
    " editor's editors editor’s don't don’t other follow newsletter newsletters subscribe subscribed similar explore"
    " see further advert advertisement advertisements advertising advertorial references sources footnotes notes"
    " bibliography thoughts".split()
)
PROMO_FIRST = frozenset(
    "read also see related more don't don’t recommended you trending most popular editor's editor’s editors top latest"
    " up watch listen click tap sign subscribe get join follow like share tweet print email e-mail download support"
    " donate become already register log login enter your newsletter newsletters by this we when if accept cookie"
    " cookies privacy terms advertisement advertisements advertising advertise advertiser advertisers ad story article"
    " continue scroll skip jump sponsored promoted partner paid posted filed tag tags tagged topic topics category"
    " categories in table contents comment comments leave add post view show load reply report what let have previous"
    " next back return home menu search close open toggle expand about contact contacts meet send got do to reach need"
    " buy shop learn find ai-generated summary audio loading thank thanks correction did spotted found notice rate"
    " unsubscribe stay reading estimated republish reprint reprints order originally written".split()
)
