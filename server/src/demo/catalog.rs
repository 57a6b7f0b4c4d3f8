//! The demo shop's products: sixty well-made things in six categories.
// Over 400 lines: because it is a list, and is read by nobody from end to end.

/// A category: address, name, description, products.
pub(super) struct Category {
    pub slug: &'static str,
    pub name: &'static str,
    pub description: &'static str,
    pub products: &'static [Product],
}

/// Of these there are few pieces, or none.
pub const SCARCE: &[(&str, u32)] = &[("Soft Egg Timer", 3), ("Pantry Tin Trio", 0)];

/// A product: name, price in cents, shape and hue of its picture, description.
pub(super) struct Product {
    pub name: &'static str,
    pub cents: i64,
    pub shape: &'static str,
    pub hue: u16,
    pub description: &'static str,
}

pub(super) const CATEGORIES: &[Category] = &[
    Category {
        slug: "kitchen",
        name: "Kitchen",
        description: "Pots, jars and cups for people who cook most days and wash up afterwards.",
        products: &[
            Product {
                name: "Harbour Mug",
                cents: 1400,
                shape: "mug",
                hue: 212,
                description: "Thick stoneware that holds 350 ml and keeps its heat through one long phone call. The glaze pools a \
                    little at the foot, so no two match exactly.",
            },
            Product {
                name: "Little Espresso Cup",
                cents: 950,
                shape: "mug",
                hue: 18,
                description: "Holds 70 ml and has a handle that takes one real finger. Sold singly, because sets of six always become \
                    sets of five.",
            },
            Product {
                name: "Slow Pour Carafe",
                cents: 3400,
                shape: "bottle",
                hue: 190,
                description: "Borosilicate glass with a beech collar, good for 700 ml of filter coffee. The collar unties for washing \
                    and goes back on without swearing.",
            },
            Product {
                name: "Steady Drip Oil Bottle",
                cents: 1950,
                shape: "bottle",
                hue: 74,
                description: "Green glass keeps the light off and the steel spout stops when you do. It holds half a litre and fits \
                    in a cupboard door.",
            },
            Product {
                name: "Crumb Keeper Bread Box",
                cents: 5900,
                shape: "box",
                hue: 36,
                description: "The ash lid turns over to become a cutting board. Two loaves fit, or one loaf and the cake you were hiding.",
            },
            Product {
                name: "Pantry Tin Trio",
                cents: 2650,
                shape: "box",
                hue: 152,
                description: "Three tins that nest when empty and stack when full. The lids are tight enough to stop flour moths, so \
                    expect to use both hands.",
            },
            Product {
                name: "Soft Egg Timer",
                cents: 1850,
                shape: "clock",
                hue: 48,
                description: "A wind-up timer with a bell you can hear from the garden. It runs up to an hour and is wrong by about \
                    ten seconds.",
            },
            Product {
                name: "Windowsill Basil Pot",
                cents: 1290,
                shape: "plant",
                hue: 118,
                description: "A clay pot with a hidden saucer and a packet of basil seed. Water it from below and forgive it in January.",
            },
            Product {
                name: "Sunday Soup Book",
                cents: 2400,
                shape: "book",
                hue: 4,
                description: "Fifty-two soups, one for each week, with no photographs of spoons. The binding lies flat and the cover \
                    wipes clean.",
            },
            Product {
                name: "Onion Net Bag",
                cents: 850,
                shape: "bag",
                hue: 300,
                description: "Knotted cotton that holds three kilos and lets the air through. Hang it on a nail and the onions keep \
                    until spring.",
            },
        ],
    },
    Category {
        slug: "living-room",
        name: "Living room",
        description: "Seats, lights and quiet company for the room where everybody ends up.",
        products: &[
            Product {
                name: "Low Tide Armchair",
                cents: 64_900,
                shape: "chair",
                hue: 198,
                description: "A beech frame with a wool seat that is deep enough for two cats or one adult. The covers unzip and \
                    survive a cool wash.",
            },
            Product {
                name: "Fireside Stool",
                cents: 11_900,
                shape: "chair",
                hue: 22,
                description: "Three legs, so it never wobbles, even on old floorboards. It works as a seat, a side table or a step to \
                    the top shelf.",
            },
            Product {
                name: "Heron Floor Lamp",
                cents: 18_900,
                shape: "lamp",
                hue: 172,
                description: "A tall steel lamp that leans over your shoulder without reading along. The foot is cast iron and takes \
                    two hands to move.",
            },
            Product {
                name: "Moth Table Lamp",
                cents: 7400,
                shape: "lamp",
                hue: 52,
                description: "The paper shade gives a warm, even light and costs little to replace. It attracts readers more often \
                    than moths.",
            },
            Product {
                name: "Half Past Clock",
                cents: 8200,
                shape: "clock",
                hue: 340,
                description: "A wall clock with a sweeping hand, so the room stays quiet. One battery lasts about two years, give or \
                    take a winter.",
            },
            Product {
                name: "Mantel Chime Clock",
                cents: 15_600,
                shape: "clock",
                hue: 268,
                description: "It chimes on the hour and has a switch for when guests are asleep. Wind it on Sundays with the brass \
                    key taped inside.",
            },
            Product {
                name: "Patient Fern",
                cents: 2900,
                shape: "plant",
                hue: 134,
                description: "A sword fern in a glazed pot that copes with shade and forgetful owners. It droops when thirsty and \
                    recovers by evening.",
            },
            Product {
                name: "Blanket Chest",
                cents: 32_500,
                shape: "box",
                hue: 30,
                description: "Solid pine with a soft hinge that spares your fingers. It holds six blankets or an alarming number of \
                    board games.",
            },
            Product {
                name: "Log Carrier",
                cents: 4650,
                shape: "bag",
                hue: 90,
                description: "Waxed canvas with leather grips, made to carry twelve logs. It sheds bark on the way, but less than \
                    your jumper would.",
            },
            Product {
                name: "Wool Footrest Ball",
                cents: 6900,
                shape: "ball",
                hue: 232,
                description: "A felted ball for tired feet, filled with wool offcuts. It rolls away if kicked, which is also how \
                    children find it.",
            },
        ],
    },
    Category {
        slug: "study",
        name: "Study",
        description: "Desk things for letters, lists and long afternoons of thinking.",
        products: &[
            Product {
                name: "Plain Ledger",
                cents: 1650,
                shape: "book",
                hue: 220,
                description: "Two hundred numbered pages of paper that takes fountain ink without bleeding. The index at the front is \
                    blank and full of hope.",
            },
            Product {
                name: "Pocket Field Notes Book",
                cents: 650,
                shape: "book",
                hue: 96,
                description: "Forty-eight grid pages in a card cover that bends with your pocket. The pencil loop is stitched, so it \
                    stays on.",
            },
            Product {
                name: "Night Owl Desk Lamp",
                cents: 9800,
                shape: "lamp",
                hue: 254,
                description: "Two joints and a dimmer put the light exactly where the work is. It remembers the last setting, even if \
                    you do not.",
            },
            Product {
                name: "Clip-On Shelf Lamp",
                cents: 3900,
                shape: "lamp",
                hue: 12,
                description: "The clamp opens to four centimetres and has felt on both jaws. The cord is three metres long, because \
                    sockets are never close.",
            },
            Product {
                name: "Upright Task Chair",
                cents: 28_900,
                shape: "chair",
                hue: 186,
                description: "Height and back adjust with two plain levers. There are no secret knobs, and the wheels are soft enough \
                    for wooden floors.",
            },
            Product {
                name: "Folding Letter Box",
                cents: 2200,
                shape: "box",
                hue: 320,
                description: "A linen-covered box that folds flat until the post piles up. It holds a year of letters or a week of \
                    catalogues.",
            },
            Product {
                name: "Odds and Ends Tray",
                cents: 1750,
                shape: "box",
                hue: 42,
                description: "Five compartments in oiled oak for clips, stamps and keys. The fifth is for the screw you will surely \
                    identify one day.",
            },
            Product {
                name: "Deadline Desk Clock",
                cents: 4300,
                shape: "clock",
                hue: 356,
                description: "A palm-sized alarm clock with hands you can read from the sofa. The snooze button is small on purpose.",
            },
            Product {
                name: "Pencil Mug",
                cents: 1100,
                shape: "mug",
                hue: 60,
                description: "Heavy enough at the foot that thirty pencils will not tip it. It is also a proper mug, if you rinse out \
                    the graphite.",
            },
            Product {
                name: "Inkwell Succulent",
                cents: 1450,
                shape: "plant",
                hue: 142,
                description: "A small succulent in a square glass pot with gravel at the bottom. Water it when you pay the rent.",
            },
        ],
    },
    Category {
        slug: "garden",
        name: "Garden",
        description: "Tools, pots and seats for muddy mornings and slow evenings outside.",
        products: &[
            Product {
                name: "Bench for Two",
                cents: 42_900,
                shape: "chair",
                hue: 28,
                description: "Larch planks and galvanised bolts, left untreated so it turns silver. Two people fit well and three fit \
                    if they are fond of each other.",
            },
            Product {
                name: "Orchard Deck Chair",
                cents: 8900,
                shape: "chair",
                hue: 206,
                description: "Striped canvas on a beech frame with three positions. It folds on the first try, once you have read the \
                    label.",
            },
            Product {
                name: "Lean-To Lantern",
                cents: 5200,
                shape: "lamp",
                hue: 46,
                description: "A tin lantern for a fat candle, with glass panes that slide out for cleaning. Wind up to a stiff breeze \
                    does not trouble it.",
            },
            Product {
                name: "Shed Door Lamp",
                cents: 6700,
                shape: "lamp",
                hue: 2,
                description: "A solar lamp that switches on when you come near. It gives about six hours in summer and two in December.",
            },
            Product {
                name: "Potting Bench Box",
                cents: 3800,
                shape: "box",
                hue: 84,
                description: "A shallow cedar box for seedlings, labels and the good trowel. The slatted floor drains, so nothing \
                    rusts at the bottom.",
            },
            Product {
                name: "Long Reach Watering Bottle",
                cents: 1600,
                shape: "bottle",
                hue: 180,
                description: "A one-litre bottle with a bent spout that reaches the hanging baskets. The drops come slowly enough to \
                    keep the soil in the pot.",
            },
            Product {
                name: "Windfall Apple Bag",
                cents: 2350,
                shape: "bag",
                hue: 352,
                description: "A canvas picking bag with a wide strap and a bottom that unbuttons. Ten kilos of apples go in, and your \
                    back decides on more.",
            },
            Product {
                name: "Hardy Rosemary",
                cents: 1350,
                shape: "plant",
                hue: 128,
                description: "A three-year-old bush that has already seen frost down to minus ten. Give it sun and poor soil and \
                    otherwise leave it alone.",
            },
            Product {
                name: "Seed Bomb Ball",
                cents: 350,
                shape: "ball",
                hue: 104,
                description: "A clay ball with twenty kinds of local wildflower seed inside. Throw it somewhere bare before rain and \
                    wait until June.",
            },
            Product {
                name: "Weekly Garden Diary",
                cents: 1900,
                shape: "book",
                hue: 276,
                description: "A week on each page with room for sowing, frost and complaints about slugs. The paper is coated, so \
                    muddy thumbs wipe off.",
            },
        ],
    },
    Category {
        slug: "road",
        name: "On the road",
        description: "Bicycles, bags and bottles for getting there and back again.",
        products: &[
            Product {
                name: "Lark City Bike",
                cents: 79_500,
                shape: "bike",
                hue: 196,
                description: "A steel frame with seven gears, mudguards and a bell that sounds friendly. It weighs 14 kilos, which \
                    you notice only on stairs.",
            },
            Product {
                name: "Drover Touring Bike",
                cents: 89_900,
                shape: "bike",
                hue: 142,
                description: "Eighteen gears, racks at both ends and tyres that do not mind gravel. Every part can be fixed with the \
                    six tools in the saddle bag.",
            },
            Product {
                name: "Sparrow Kids Bike",
                cents: 31_900,
                shape: "bike",
                hue: 48,
                description: "Twenty-inch wheels and short brake levers for short fingers. The saddle rises far enough to last about \
                    three summers.",
            },
            Product {
                name: "Ferry Pannier",
                cents: 7900,
                shape: "bag",
                hue: 14,
                description: "A roll-top pannier that holds twenty litres and keeps rain out. It hooks on with one hand while the \
                    other holds the bike.",
            },
            Product {
                name: "Weekend Holdall",
                cents: 13_900,
                shape: "bag",
                hue: 226,
                description: "Waxed cotton with room for three days, or two days and good shoes. The base is rubber, so wet platforms \
                    are no problem.",
            },
            Product {
                name: "Market Day Tote",
                cents: 1800,
                shape: "bag",
                hue: 68,
                description: "Heavy canvas with handles long enough for a winter coat. It has one inside pocket, so you will always \
                    know where the keys are.",
            },
            Product {
                name: "Milestone Bottle",
                cents: 2750,
                shape: "bottle",
                hue: 180,
                description: "Steel, 600 ml, with marks every hundred so you can see how you are doing. Tea stays warm for five \
                    hours, and hot for three.",
            },
            Product {
                name: "Tailwind Bike Lamp",
                cents: 4400,
                shape: "lamp",
                hue: 2,
                description: "A front lamp with a clean cut-off that does not dazzle the neighbours. It charges in two hours and \
                    lasts about eight.",
            },
            Product {
                name: "Puncture Box",
                cents: 1550,
                shape: "box",
                hue: 298,
                description: "Patches, glue, levers and a short printed guide in a tin. The glue keeps for two years unopened, and we \
                    print the date on it.",
            },
            Product {
                name: "Back Roads Atlas",
                cents: 2950,
                shape: "book",
                hue: 104,
                description: "Ninety-six maps of small roads with hills shown as they really are. It is spiral bound and folds to fit \
                    a handlebar bag.",
            },
        ],
    },
    Category {
        slug: "wear-and-play",
        name: "Wear and play",
        description: "Clothes that can take it and games that get people off the sofa.",
        products: &[
            Product {
                name: "Ferryman Work Shirt",
                cents: 7800,
                shape: "shirt",
                hue: 218,
                description: "Dense cotton twill with two chest pockets and spare buttons inside the hem. It starts stiff and gives \
                    in after the third wash.",
            },
            Product {
                name: "Everyday Linen Shirt",
                cents: 8600,
                shape: "shirt",
                hue: 44,
                description: "Light linen that creases at once and looks fine about it. The back is cut long enough to stay tucked in \
                    on a bike.",
            },
            Product {
                name: "Striped Boat Tee",
                cents: 3900,
                shape: "shirt",
                hue: 356,
                description: "Heavy jersey with a wide neck and stripes that meet at the seams. It shrinks by two percent, so we cut \
                    it two percent larger.",
            },
            Product {
                name: "Merino Base Layer",
                cents: 6400,
                shape: "shirt",
                hue: 166,
                description: "Thin wool that can be worn for days before anyone mentions it. Wash it cool and dry it flat.",
            },
            Product {
                name: "Gardener's Overshirt",
                cents: 9900,
                shape: "shirt",
                hue: 92,
                description: "Waxed at the shoulders, with a pocket made to fit secateurs. The cuffs roll up and button in place \
                    above the elbow.",
            },
            Product {
                name: "Canvas Gym Bag",
                cents: 4200,
                shape: "bag",
                hue: 12,
                description: "A drawstring bag with a vent at the bottom for damp shoes. It washes at forty degrees and dries overnight.",
            },
            Product {
                name: "Village Green Football",
                cents: 3200,
                shape: "ball",
                hue: 140,
                description: "Hand-stitched panels around a bladder you can replace. It is a little heavier than a beach ball and \
                    much kinder to windows than a brick.",
            },
            Product {
                name: "Juggling Ball Three",
                cents: 1650,
                shape: "ball",
                hue: 282,
                description: "Three millet-filled balls that land without rolling under the sofa. A small leaflet covers the first \
                    week of dropping them.",
            },
            Product {
                name: "Rainy Day Game Box",
                cents: 4900,
                shape: "box",
                hue: 196,
                description: "Draughts, dominoes, dice and two packs of cards in a beech box. The rules are printed inside the lid to \
                    settle arguments.",
            },
            Product {
                name: "Sideline Drinks Bottle",
                cents: 1250,
                shape: "bottle",
                hue: 64,
                description: "A squeezy 750 ml bottle with a cap that stays on its strap. There is a space for a name, because they \
                    all look alike by half time.",
            },
        ],
    },
];
