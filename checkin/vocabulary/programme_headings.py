"""The headings under which other people's programmes keep what we call a field."""

from __future__ import annotations

SOURCE_ID = (
    "id|source id|person id|personid|participant id|participantid|attendee id|"
    "registration id|registration number|teilnehmer id|teilnehmernummer|teilnehmer nr|"
    "teilnehmernr|tn nr|registrierungsnummer|tn nummer|personen id|anmeldenummer|"
    "anmelde id|kennung|编号|人员编号|注册号|код участника|ид"
)
LANGUAGES = (
    "languages|language|spoken languages|language skills|preferred language|sprachen|"
    "sprache|sprachkenntnisse|korrespondenzsprache|语言|语种|使用语言|язык|языки|мова|"
    "мови|valoda"
)
NOTE = (
    "note|notes|remark|remarks|comment|comments|notiz|notizen|bemerkung|bemerkungen|"
    "anmerkung|anmerkungen|hinweis|hinweise|备注|说明|注释|примечание|примечания|"
    "комментарий|piezīmes"
)

PROGRAMME = {
    "title": (
        "title|activity|session|event|name|subject|topic|titel|programmpunkt|veranstaltung|"
        "thema|aktivität|bezeichnung|名称|活动|标题|主题|议程|内容|название|мероприятие|"
        "тема|программа"
    ),
    "kind": "kind|type|category|art|typ|kategorie|类型|类别|тип|вид|категория",
    "start": (
        "start|begin|start time|from|starts|beginn|anfang|von|startzeit|开始|开始时间|"
        "начало|время начала"
    ),
    "end": (
        "end|finish|end time|to|until|ends|ende|bis|endzeit|schluss|结束|结束时间|конец|"
        "окончание|время окончания"
    ),
    "time": "time|times|zeit|uhrzeit|zeitraum|时间|время|час",
    "day": "day|date|tag|datum|日期|дата|день",
    "place": (
        "place|location|room|venue|site|ort|raum|saal|veranstaltungsort|地点|会场|房间|"
        "место|место проведения|зал|помещение"
    ),
    "languages": LANGUAGES + "|sprache(n)|arbeitssprachen|working languages|工作语言|рабочие языки",
    "capacity": (
        "capacity|permitted persons|places|seats|limit|kapazität|plätze|teilnehmerzahl|"
        "max. teilnehmer|maximale teilnehmerzahl|容量|名额|人数|人数上限|вместимость|"
        "количество мест|мест"
    ),
    "whole": (
        "whole|part of|parent|belongs to|gehört zu|teil von|übergeordnet|所属活动|上级活动|"
        "часть от|входит в"
    ),
    "speakers": (
        "speakers|speaker|presenter|referent|referenten|referentin|vortragende|redner|"
        "演讲人|报告人|发言人|主讲人|докладчик|докладчики|спикер"
    ),
    "responsible": (
        "responsible|organiser|organizer|chair|contact|verantwortlich|leitung|moderation|"
        "ansprechpartner|负责人|主持人|ответственный|ведущий"
    ),
    "responsible_phone": (
        "organiser phone|organiser mobile|responsible phone|telefon verantwortlich|"
        "telefon ansprechpartner|telefon leitung|负责人电话|телефон ответственного"
    ),
    "dress": (
        "dress code|dress|kleiderordnung|kleidung|dresscode|着装要求|着装|дресс-код|форма одежды"
    ),
    "meals": "meals|catering|lunch|verpflegung|mahlzeiten|essen|mittagessen|用餐|餐饮|питание|обед",
    "technician": (
        "technician|technical support|techniker|technikerin|tontechnik|技术员|技术支持|техник"
    ),
    "noise": "noise|noise warning|lärm|lärmhinweis|lautstärke|噪音|噪声|шум",
    "room_plan": "room plan|floor plan|raumplan|lageplan|平面图|план помещения|план зала",
    "documents": (
        "documents|slides|materials|glossary|unterlagen|folien|präsentation|glossar|"
        "资料|幻灯片|术语表|материалы|презентация|глоссарий"
    ),
    "letter": (
        "letter|group letter|bus letter|buchstabe|gruppenbuchstabe|busbuchstabe|"
        "kennbuchstabe|组别|车号|буква|литера"
    ),
    "host": (
        "host|host organisation|visited organisation|gastgeber|gastgebende organisation|"
        "接待单位|принимающая организация"
    ),
    "contact": (
        "contact at the host|contact there|host contact|ansprechpartner vor ort|"
        "kontakt vor ort|现场联系人|контакт на месте"
    ),
    "contact_phone": (
        "contact phone|contact mobile|mobile|phone|telefon vor ort|mobil|telefon|handy|"
        "联系电话|телефон"
    ),
    "meeting_point": (
        "meeting point|meeting place|treffpunkt|sammelpunkt|集合地点|集合点|место встречи|"
        "место сбора"
    ),
    "gate": "gate|entrance|tor|werkstor|einfahrt|eingang|入口|大门|проходная|вход",
    "gear": (
        "protective gear|ppe|gear|schutzausrüstung|psa|schutzkleidung|防护用品|防护装备|"
        "средства защиты|сиз"
    ),
    "briefing": (
        "briefing|safety briefing|unterweisung|sicherheitsunterweisung|安全培训|инструктаж"
    ),
    "photo_rule": "photo rule|photos allowed|fotoregel|fotografieren|拍照规定|фотосъёмка",
    "access": "accessibility|step-free|barrierefreiheit|barrierefrei|无障碍|доступность",
    "leader": (
        "group leader|guide|gruppenleitung|gruppenleiter|gruppenleiterin|begleitung|"
        "领队|带队|сопровождающий|руководитель группы"
    ),
    "bus": "bus|coach|bus nr|busnummer|reisebus|大巴|巴士|车辆|автобус",
    "gate_list": (
        "gate list|gate list until|gate list due|namensliste bis|namensliste|besucherliste bis|"
        "名单截止|список до|список на проходную"
    ),
    "lateness": (
        "lateness|latest minutes|verspätung höchstens|verspätung|最迟|допустимое опоздание"
    ),
    "mode": "interpreting mode|mode|dolmetschart|modus|口译方式|вид перевода",
    "driver": "driver|fahrer|fahrerin|busfahrer|司机|водитель",
    "driver_phone": (
        "driver phone|driver mobile|fahrer mobil|fahrer telefon|mobil fahrer|司机电话|"
        "телефон водителя"
    ),
    "hard_time": (
        "hard time|fixed time|fixed|feste zeit|fester termin|fix|固定时间|фиксированное время"
    ),
    "eligibility": (
        "eligibility|open to|participants|who|teilnehmerkreis|zielgruppe|für wen|参加对象|"
        "参加人员|для кого|участники"
    ),
    "note": NOTE + "|description|beschreibung|描述|описание",
    "source_id": SOURCE_ID,
}
