"""Words of courtesy around what is meant: "please stop", "hi, status please"."""

from __future__ import annotations

from flows.intents.words import listed

BEFORE = listed(
    "please pls plz plse kindly hi hello hey ok okay yes sir maam officer detective just so and "
    "well sorry oh "
    "good morning afternoon evening hola buenas buenos dias tardes noches por favor porfavor "
    "porfa disculpe oiga "
    "perdon pues solo y si oye mira miren bueno mi hermano amigo chamo asere parce nene mijo mija vos pana "
    "lol lmao bro bruh dude yo man omg ugh also then"
)
AFTER = listed(
    "please pls plz plse thanks thank you thx sir maam now already asap por favor porfavor porfa gracias "
    "ya senor senora"
)
