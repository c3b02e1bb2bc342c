"""English words by what they are about, spelt as `words` reads them: no case, no apostrophes."""

from __future__ import annotations

# Concept -> its words; "no_one" is two words in a row.
ENGLISH: dict[str, str] = {
    # Who
    "SOMEONE": "someone somebody sumone sum1 some1 someones somebodys anyone anybody guy guys man men dude "
    "dudes woman "
    "stranger strangers intruder intruders burglar burglars thief thieves robber robbers person people prowler creep "
    "kid_with crowd gang teens teenagers neighbor neighbors neighbour neighbours",
    "FOE": "ex husband hubby boyfriend bf wife girlfriend gf stalker abuser attacker exhusband exboyfriend roommate "
    "partner stepdad stepfather landlord baby_daddy babydaddy",
    "HE": "he hes she shes they theyre theyve theyr himself him they'll theyll hell shell",
    "KIN": "mom mother mum mama dad father papa son daughter kids kid child children baby brother sister grandma "
    "grandmother grandpa grandfather nana uncle aunt nephew niece cousin friend family toddler boy girl passenger",
    "ME": "me us myself",
    "MY": "my our mine",
    "I": "i im ive ill id we were_all weve",
    "YOU": "you u ya yall youre ur your yours yous you_guys",
    "POLICE": "police cop cops officer officers ofc ofcr oficer offcer officr oficier deputy deputies policeman unit "
    "units patrol policewoman swat lawman",
    "DETECTIVE": "detective detectives det investigator detectve dective sergeant sgt inspector",
    "SUPERVISOR": "supervisor manager chief captain lieutenant boss_of superior internal_affairs commander",
    "NOBODY": "nobody noone no_one none nobodys noones",
    # The line
    "TEXTS": "text texts txt txts tex texting textin txting texted message messages msg msgs mesage mesages "
    "messaging "
    "messege messeges sms notification notifications alert alerts ping pings pinging notices notice updates dms "
    "communications communication correspondence blasts buzzing beeping spam spamming",
    "LISTS": "list lists system files database subscription roster contacts distribution enrollment",
    "STOPV": "stop stopp stahp stopping stops quit quitting cease end halt discontinue desist refrain "
    "unsubscribe unsub "
    "optout opt_out revoke cancel unenroll deactivate knock_off lay_off suspend withdraw_consent",
    "REMOVE": "remove delete erase scratch drop_me take_off take_me block off_your",
    "ENOUGH": "enough no_more plenty too_many done_with over_it sick_of tired_of fed_up so_many",
    "STARTV": "start restart resume unstop subscribe resubscribe reactivate optin opt_in opt_me unmute continue "
    "begin "
    "enable turn_on back_on sign_up sign_me re_enroll reenroll rejoin",
    "MUTEV": "mute silence snooze quiet pause unfollow",
    "ONLY": "only just_this just_that this_one that_one other_one",
    "SEND": "send sending sent snd dispatch",
    "CONSENT": "consent permission authorize authorization agreed allow",
    # Danger
    "WEAPON": "gun guns knife knives weapon weapons machete pistol rifle firearm shotgun handgun revolver blade "
    "ar15 axe "
    "crowbar bat hammer bats gunn knif razor hatchet sword taser",
    "SHOOT": "shooting shots gunshots gunfire gunshot shooter shoot fired firing",
    "HARMING": "hitting beating hurting choking strangling attacking stabbing raping robbing threatening kicking "
    "punching slapping dragging mugging assaulting molesting groping jumping_me hittin beatin burning biting "
    "pushing grabbing screaming yelling fighting threatning",
    "HARMED": "hit beat hurt choked strangled attacked stabbed raped robbed threatened kicked punched slapped mugged "
    "assaulted shot jumped grabbed pushed bit cut_me burned kidnapped abducted",
    "KILL": "kill kills killing murder shoot_me shoot_us stab dead die dies dying",
    "BODY": "head chest arm leg throat neck face stomach belly eye ribs lips back_hurts",
    "INJURY": "bleeding blood bleed unconscious unresponsive injured wounded passed_out fainted collapsed numb dizzy "
    "broken_bone burn burns concussion swollen",
    "MEDICAL": "breathe breathing breath seizure stroke heart_attack overdose overdosed overdosing odd od od'd "
    "choking "
    "allergic asthma insulin diabetic labor contractions cpr narcan fentanyl pulse chest_pain chest_pains pregnant "
    "inhaler drowning poisoned",
    "SUICIDE": "suicide suicidal kms hang_myself kill_myself killing_myself end_it end_my hurt_myself cut_myself "
    "cutting_myself take_my_own unalive",
    "FAREWELL": "goodbye farewell miss_me love_them love_her love_him forgive letters whoever_finds without_me "
    "be_gone be_around not_wake",
    "EDGE": "bridge ledge edge railing rooftop overpass tracks skyway",
    "ANNOYED": "annoying annoyed pestering bugging blowing_up harassment harassing block blocking blocked lawyer "
    "attorney fcc tcpa buzzing",
    "LIVE": "live living alive exist existing life world",
    "PILLS": "pills pill bottle_of medication meds tylenol xanax",
    "FIRE": "fire flames burning_down smoke explosion exploded blaze",
    "GAS": "gas propane carbon_monoxide sparking live_wire electrocuted shocked",
    "BOMB": "bomb grenade explosive",
    "AMBULANCE": "ambulance ambulans paramedics paramedic ems medic 911 999",
    "EMERGENCY": "emergency emergancy emergencies emrgency emergensy urgent sos mayday",
    "FEAR": "scared afraid terrified frightened frightening panicking shaking unsafe scard petrified fear",
    "HIDE": "hiding hide hid locked_in locked_myself whispering quietly quiet trapped stuck cornered barricaded",
    "FOLLOW": "following follow follows followed chasing chased stalking stalked tailing tailed watching followin "
    "folowing behind_me creeping circling lurking",
    "BREAKIN": "breaking_in break_in breaking_into broke_in breakin climbing crawling forcing kicked_in kicking_in "
    "banging pounding busting smashing prying sneaking jiggling break_into trying_to_get invasion barging",
    "INSIDE": "inside in outside at upstairs downstairs near behind under by",
    "HOME": "house home apartment apt place room bedroom kitchen garage yard backyard porch basement attic door "
    "window "
    "windows driveway stairs hallway shed closet bathroom balcony property hous fence roof trailer lobby",
    "HOSTAGE": "hostage kidnap kidnapping tied_up handcuffed hold_me holding_me let_me_go wont_let wont_leave "
    "took_my_kid leave_me_alone_here trunk",
    "MISSING": "missing disappeared lost_child amber",
    "HELP": "help helpp hlep halp hepl save rescue",
    "HURRY": "hurry hurrying quick quickly fast asap immediately rush",
    "NOW": "now rn currently still again tonight as_we_speak this_second this_minute atm just_now nowww",
    "PAST": "yesterday ago last earlier once previously before used_to back_then years_ago monday tuesday wednesday "
    "thursday friday saturday sunday weekend overnight in_march in_may already",
    "NEG": "not no dont doesnt didnt isnt arent wasnt cant cannot wont never nope aint havent hasnt nor without "
    "wouldnt "
    "couldnt shouldnt dnt",
    "WANTTO": "want wanna wants need needs needed gonna going_to about_to trying tryna wish",
    # The case
    "CASE": "case cases case's incident investigation matter file complaint_about caze situation",
    "REPORT": "report reports police_report reprt rport paperwork report's",
    "NUMBER": "number numbers num nubmer numbr nmbr no#",
    "COPY": "copy copies pdf print printed paper papers document certified proof documentation form",
    "GET": "get pick_up pickup obtain download receive request order",
    "READY": "ready available online",
    "INSURANCE": "insurance insurer insurers adjuster geico progressive allstate statefarm state_farm claim "
    "claims dmv "
    "bank landlord_needs lender consulate credit_bureau lawyer attorney deductible employer usaa",
    "STATUS": "status update satus staus statis progress news word update? development developments "
    "developements leads "
    "suspects standing movement happening happend happened whats_up going_on whats_new latest hows eta",
    "WAIT": "wait waiting waited wating delayed delay taking_so taking_forever hours hrs longer how_long "
    "how_much_longer",
    "COME": "come coming comming comin arrive arriving here show showed shown came omw on_the_way otw on_their_way "
    "there_yet arrived",
    "ASSIGNED": "assigned assign handling handles handle in_charge responsible looking_into took_over working_on",
    "WHO": "who whos whose whom which who'd hoo",
    "NAME": "name names badge called_again contact_info email direct_line extension card",
    "WHEN": "when wen whens what_time",
    "WHERE": "where wheres where's wya where_r",
    "WHAT": "what whats wats wat wut what's",
    "HOW": "how hows howd",
    "WHY": "why whys",
    "CALL": "call calling phone ring telephone callback call_back dial speak talk reach kall cal facetime hmu "
    "calls_me "
    "contact discuss",
    "HUMAN": "human real_person live_person actual_person operator representative agent someone_real",
    "FOUND": "found find recovered located find_it found_it fownd fond turned_up showed_up",
    "CATCH": "catch caught arrest arrested suspect suspects identify custody jail",
    "STOLE": "stole stolen took taken steal stealing grabbed_my swiped robbed_of burglary theft break_in_at snatched",
    "THING": "car truck bike bicycle scooter moped motorcycle van vehicle boat trailer kayak canoe phone iphone "
    "laptop "
    "wallet purse bag ring jewelry necklace watch tools tv package keys guitar dog cat civic honda toyota mower "
    "generator checks check card passport ladder camera_gear airpods backpack mailbox graffiti tablet drone",
    "EVIDENCE": "video videos vid vids photo photos pic pics picture pictures footage camera cameras ring_camera "
    "doorbell recording screenshot screenshots serial vin plate plates tag imei receipt receipts witness witnesses "
    "airtag tracker fingerprints evidence clip clips",
    "ALSO": "also another more additional extra forgot remembered remember else btw one_more add addition correction "
    "noticed realized actually",
    "SAW": "saw seen spotted noticed_that looks_like found_on marketplace offerup craigslist ebay pawn facebook",
    "SETTLED": "settled resolved sorted fixed worked_it worked_out solved nevermind never_mind nvm handled "
    "false_alarm "
    "mistake misunderstanding misplaced borrowed good_now all_good fine_now ok_now taken_care no_longer "
    "returned gave_it brought_it got_it_back towed_it paid_me made_up reconciled gone_now moved",
    "DROP": "drop charges withdraw close closing forget withdrawn press press_charges disregard ignore retract",
    "CANCELV": "cancel cancelling canceling call_off skip cancle",
    "NONEED": "no_need dont_need needn't neednt not_needed unnecessary dont_bother dont_have not_necessary",
    "THANKS": "thanks thank thx thnks thnx ty tysm tyvm tks appreciate appreciated grateful bless cheers "
    "thankful kudos "
    "gratitude blessings thankyou thanku tanks",
    "PRAISE": "great awesome amazing excellent wonderful best good nice kind helpful lovely courteous professional "
    "perfect polite sweet fantastic rock",
    "RUDE": "rude useless ridiculous unacceptable disgrace disgraceful joke pathetic terrible worst awful lazy "
    "horrible "
    "incompetent disrespectful nasty bullshit shit sucks suck shame shameful unprofessional disappointed "
    "disappointing dismissive condescending ignored lied lying racist disgusted disgusting insulting "
    "complaint complain unhappy dissatisfied furious angry waste appalling crap sorry_excuse neglect outrageous "
    "embarrassing harassed unsatisfied poor rudely laughed corrupt",
    "TAXES": "taxes taxpayer tax tax_dollars salary pay_your",
    "LANG": "english spanish creole haitian vietnamese portuguese french chinese mandarin arabic russian korean "
    "tagalog "
    "language languages interpreter translator translate translation espanol spanglish german polish hindi asl "
    "kreyol cantonese italian",
    "SPEAK": "speaks speaking understand read reads write switch change",
    "WRONG": "wrong rong incorrect mistaken mistake_number misdialed error in_error",
    "NOTME": "not_me isnt_me not_my nope_not wasnt_me not_mine not_him not_her dont_know never_called never_reported "
    "new_number just_got belong belonged belongs changed_number",
    "BOT": "bot robot automated computer real legit scam spam_or fake machine ai human_or",
    "WORK": "work works commands menu options instructions explain explained use function",
    "COST": "cost costs charge charged fee price free",
    "YES": "yes yep yup yeah yea ya yess sure correct absolutely affirmative confirm confirmed definitely of_course "
    "please_do go_ahead uh_huh ok_yes",
    "NO": "nope nah naw negative no_thanks not_really",
    "ORDER": "first second third 1st 2nd 3rd last newest older oldest option choose",
    "RATING": "stars star rating rate rated satisfied out_of score",
    "PLEASE": "please pls plz plse kindly",
    "MORNING": "morning afternoon evening noon tomorrow tmrw pm am after",
}
