"""Names in every script that the shipped fonts cover."""

from __future__ import annotations

NAMES = {
    "Latin": "Nguyễn Thị Ộ Ḍž x\u030c\u0323 AVATAR",
    "Greek": "Ἀλέξανδρος Ώ",
    "Cyrillic": "Құдайберген Әлия Їжак",
    "simplified Han": "李娜 欧阳 㐂",
    "rare Han": "\U00020087\U0002a6d0\U0002b740",
    "Japanese": "髙橋さくら カタカナー",
    "Korean": "김민준 박서연",
    "Arabic": "محمد بن سلمان آل سعود",
    "Arabic with vowels": "مُحَمَّد",
    "Persian": "نمی‌خواهم گچپژ",
    "Urdu": "ٹیپو سلطان",
    "Hebrew": "דוד בן־גוריון",
    "Hebrew with points": "שָׁלוֹם",
    "Devanagari": "नरेन्द्र मोदी क्षत्रिय",
    "Bengali": "সত্যজিৎ রায় শ্রী",
    "Gurmukhi": "ਮਨਮੋਹਨ ਸਿੰਘ",
    "Gujarati": "સરદાર વલ્લભભાઈ",
    "Odia": "ଶ୍ରୀ କ୍ଷେତ୍ରମୋହନ",
    "Tamil": "சுப்பிரமணியன் கொ",
    "Telugu": "శ్రీ వేంకటేశ్వర",
    "Kannada": "ಕುವೆಂಪು ಶ್ರೀ",
    "Malayalam": "കൃഷ്ണൻ ശ്രീ",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai": "กำแพง ทิพย์วรรณ",
    "Lao": "ແກ້ວ ຄຳ",
    "Khmer": "ស្រី ខ្មែរ ខ្ញុំ",
    "Burmese": "အောင်ဆန်းစုကြည် မြန်မာ",
    "Georgian": "შოთა რუსთაველი",
    "Armenian": "Հովհաննես Սևակ",
    "Ethiopic": "ኃይለ ሥላሴ",
}
"""A name for each script."""

LETTERS = sorted(
    {letter for name in NAMES.values() for letter in name if letter not in " \u200c\u200d"}
)
"""What those names are written with."""
