//! For the garden.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Leather, Metal, Paper, Wood},
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("bench", Table, bench),
    ("deck-chair", Table, deck_chair),
    ("watering-can", Table, watering_can),
    ("watering-bottle", Table, watering_bottle),
    ("trowel", Plain, trowel),
    ("gloves", Plain, gloves),
    ("secateurs", Plain, secateurs),
    ("bird-house", Table, bird_house),
    ("boots", Table, boots),
    ("wheelbarrow", Table, wheelbarrow),
    ("spade", Plain, spade),
    ("box", Table, seed_box),
    ("twine", Table, twine),
    ("wind-chime", Plain, wind_chime),
];

fn bench(p: &mut Pen) {
    p.feet((400, 486), 290, &[162, 188, 612, 638]);
    p.path(Wood.deep(), "M176 300h22v186h-22zM602 300h22v186h-22zM150 396h24v96h-24zM626 396h24v96h-24z");
    for y in [196, 238, 280] {
        p.rect(Wood.shade(), (166, y + 6), (468, 28), 5);
        p.rect(Wood.light(), (166, y), (468, 28), 5);
        p.line(Wood.shade(), 2, &format!("M190 {}h180M420 {}h190", y + 10, y + 18));
    }
    p.path(Wood.base(), "M186 170h20v160h-20zM594 170h20v160h-20z");
    p.path(Wood.shade(), "M148 372h504l-16 -34H164z");
    p.path(Wood.light(), "M148 368h504l-6 -14H154zM158 348h484l-6 -12H164z");
    p.path(Wood.dim(), "M148 370h504v26H148z");
    for x in [156, 628] {
        p.path(Wood.lit(), &format!("M{x} 300h18v110h-18z"));
        p.rect(Wood.light(), (x - 12, 290), (44, 16), 6);
    }
    for (x, y) in [(196, 210), (196, 252), (196, 294), (604, 210), (604, 252), (604, 294)] {
        p.disc(Metal.base(), (x, y), 5);
    }
    p.turned_by(-8, (300, 320), |p| {
        p.rect(Body.lit(), (236, 260), (112, 92), 16);
        p.line(Accent.base(), 6, "M262 262v88M284 262v88M306 262v88");
    });
}

fn deck_chair(p: &mut Pen) {
    p.feet((400, 486), 230, &[206, 300, 560, 616]);
    // The frame behind, the cloth that hangs in it, the frame in front.
    p.line(Wood.shade(), 14, "M300 484L604 262M290 120L560 484");
    let cloth = "M226 112l110 -10q40 170 130 226q60 36 130 -72l66 30q-90 150 -210 116q-150 -50 -226 -290z";
    p.path(Paper.lit(), cloth);
    p.within(cloth, |p| {
        p.line(Body.base(), 22, "M250 100q70 230 208 272q90 24 172 -104");
        p.line(Accent.base(), 12, "M284 96q60 216 186 256q70 20 138 -88");
        p.line(Body.base(), 22, "M318 92q50 190 152 236q50 20 110 -72");
        p.veil(0.28, Dark.base(), "M380 300q60 80 190 20l60 -60 60 40 -110 150 -160 -20z");
    });
    p.line(Wood.base(), 16, "M220 110L616 484M206 484L660 282");
    p.line(Wood.light(), 5, "M218 104L608 472M210 478L654 280");
    p.line(Wood.light(), 16, "M222 110l116 -12M596 254l70 32");
    p.line(Wood.shade(), 10, "M206 484h92M560 484h56");
    p.disc(Metal.light(), (424, 304), 7);
    p.disc(Metal.light(), (424, 386), 7);
}

fn watering_can(p: &mut Pen) {
    p.shadow((420, FLOOR), 150);
    p.line(Body.shade(), 22, "M520 240c150 -40 130 190 20 200");
    p.line(Body.base(), 8, "M522 236c140 -34 122 176 22 190");
    p.line(Body.shade(), 18, "M330 250c20 -130 170 -130 186 -10");
    p.path(Body.dim(), "M312 400L176 232l22 -20 130 130z");
    p.turned_by(-35, (187, 222), |p| {
        p.path(Brass.lit(), "M170 228h34l28 -36h-90z");
        p.oval(Brass.shade(), (187, 192), (45, 11));
        for x in [158, 177, 197, 216] {
            p.disc(Dark.base(), (x, 192), 4);
        }
    });
    p.turned(Body, 424, &[(250, 104), (340, 116), (440, 122), (476, 120)]);
    p.oval(Body.light(), (424, 250), (104, 18));
    p.oval(Body.deep(), (426, 252), (95, 13));
    p.path(Body.base(), "M320 250a104 18 0 0 1 104 -18q-30 14 -22 36a104 18 0 0 1 -82 -18z");
    p.line(Body.shade(), 5, "M312 300q112 34 226 0M304 440q120 36 242 0");
    p.gleam(10, "M330 320q-8 50 -8 100");
}

fn watering_bottle(p: &mut Pen) {
    p.shadow((400, FLOOR), 96);
    p.line(Metal.shade(), 16, "M400 150c-10 -90 -150 -90 -196 20");
    p.line(Metal.hi(), 5, "M396 146c-12 -76 -138 -78 -186 18");
    let bottle = p.turned(Body, 400, &[(196, 40), (236, 60), (280, 92), (380, 98), (476, 92)]);
    p.within(&bottle, |p| {
        p.veil(0.4, Body.deep(), "M290 330q110 28 220 0v180H290z");
        p.line(Paper.light(), 4, "M306 330q94 26 188 0");
        p.line(Paper.light(), 4, "M316 380h22M316 410h34M316 440h22");
    });
    p.rect(Dark.round(), (356, 146), (88, 58), 10);
    p.line(Dark.deep(), 4, "M376 156v42M396 158v42M416 158v42");
    for (x, y) in [(196, 210), (190, 262), (200, 320)] {
        p.path(Glass.deep(), &format!("M{x} {y}c18 24 14 36 0 38c-14 -2 -18 -14 0 -38z"));
    }
    p.gleam(9, "M324 290v90");
    p.turned(Clay, 196, &[(430, 58), (476, 44)]);
    p.oval(Leather.deep(), (196, 430), (54, 9));
    p.leaf(Leaf, (196, 430), -34, 62);
    p.leaf(Leaf, (196, 430), 36, 56);
}

fn trowel(p: &mut Pen) {
    p.turned_by(38, (400, 300), |p| {
        p.drop("M340 40q60 -60 120 0q30 120 -10 220h-100q-40 -100 -10 -220z");
        p.path(Metal.lit(), "M400 10q70 40 70 140q0 90 -40 120h-60q-40 -30 -40 -120q0 -100 70 -140z");
        p.path(Metal.shade(), "M400 10q70 40 70 140q0 90 -40 120h-30z");
        p.line(Metal.hi(), 5, "M400 40v210");
        p.rect(Metal.round(), (386, 260), (28, 90), 8);
        p.path(Wood.round(), "M378 344h44q14 90 0 150q-22 20 -44 0q-14 -60 0 -150z");
        p.rect(Body.round(), (374, 336), (52, 24), 6);
        p.path(Body.round(), "M376 470h48q-2 18 -6 28q-18 14 -36 0q-4 -10 -6 -28z");
        p.line(Leather.base(), 5, "M400 500q-30 60 0 70t0 -70");
        p.gleam(5, "M388 372q-4 50 0 90");
    });
}

fn gloves(p: &mut Pen) {
    for (turn, x, flip) in [(-12, 190, 1), (14, 400, -1)] {
        p.turned_by(turn, (x + 90, 300), |p| {
            let center = x + 90;
            p.put(format_args!("<g transform='translate({center} 0) scale({flip} 1)'>"));
            let glove = "M-70 470V330q-50 -40 -70 -90q-6 -30 20 -32q24 20 50 50V140q0 -22 20 -22t20 22v90V110q0 -22 21 -22t21 22v120V126q0 -22 20 -22t20 22v110v-70q0 -20 18 -20t18 20v190q0 40 -18 64v50z";
            p.drop(glove);
            p.path(Body.lit(), glove);
            p.within(glove, |p| {
                p.path(Accent.base(), "M-150 430H120v60h-270z");
                p.path(Accent.light(), "M-150 446H120v8h-270z");
                p.veil(0.28, Body.deep(), "M40 90h80v400H50q40 -120 -10 -400z");
                for (dx, dy) in [(-30, 300), (20, 280), (60, 320), (-20, 370), (40, 380), (-50, 180), (0, 150), (42, 170), (-100, 240)] {
                    p.disc(Body.hi(), (dx, dy), 8);
                    p.disc(Brass.base(), (dx, dy), 4);
                }
            });
            p.line(Body.shade(), 3, "M-30 240v30M11 236v30M52 240v26");
            p.put(format_args!("</g>"));
        });
    }
}

fn secateurs(p: &mut Pen) {
    p.turned_by(32, (400, 280), |p| {
        p.drop("M380 250q-60 -80 -20 -180q40 40 60 170z");
        p.path(Metal.lit(), "M392 262q-70 -70 -34 -196q60 50 66 180z");
        p.path(Metal.deep(), "M406 262q70 -40 60 -150q-20 -14 -28 8q4 70 -50 110z");
        p.path(Body.lit(), "M380 250l40 -8q30 40 60 220q4 50 -24 56q-24 -10 -30 -60q-16 -140 -46 -208z");
        p.path(Body.dim(), "M420 250l-40 -8q-40 60 -70 210q-6 56 22 62q26 -6 34 -60q20 -120 54 -204z");
        p.path(Body.light(), "M316 450q20 -120 60 -190q-40 100 -46 214z");
        p.line(Metal.shade(), 6, "M372 330q28 -14 56 0M374 344q28 -14 54 0M376 358q26 -12 50 0");
        p.disc(Metal.shade(), (402, 256), 24);
        p.disc(Metal.hi(), (399, 253), 16);
        p.disc(Brass.base(), (399, 253), 7);
    });
    p.turned_by(-30, (590, 190), |p| {
        p.line(Leaf.shade(), 8, "M590 300V120");
        p.leaf(Leaf, (590, 240), 56, 84);
        p.leaf(Leaf, (590, 210), -56, 80);
        p.leaf(Leaf, (590, 140), 4, 80);
    });
}

fn bird_house(p: &mut Pen) {
    p.shadow((400, 492), 70);
    p.path(Wood.shade(), "M384 420h36v72h-36z");
    p.path(Wood.dim(), "M510 250l50 -24v160l-50 34z");
    p.path(Body.lit(), "M290 250L400 140l110 110v170H290z");
    p.line(Body.shade(), 3, "M334 210v210M378 166v254M422 166v254M466 210v210");
    p.path(Accent.dim(), "M400 116l56 -22 152 150 -52 24z");
    p.path(Accent.light(), "M256 270L400 116l10 14 -150 166z");
    p.path(Accent.base(), "M544 270L400 116l-12 18 138 140z");
    p.path(Accent.lit(), "M400 116l56 -22L310 250l-54 22z");
    p.disc(Wood.deep(), (400, 284), 40);
    p.disc(Dark.deep(), (402, 287), 33);
    p.line(Wood.base(), 11, "M400 352v22");
    p.ball(Wood, (400, 366), 11);
    p.path(Wood.light(), "M276 412h240l58 -34h-40l-40 24H300z");
    // A guest.
    p.path(Brass.base(), "M250 400q-40 -4 -50 -50q20 -40 62 -30q26 -34 56 -14q20 6 26 16l-22 8q10 60 -40 70z");
    p.path(Brass.shade(), "M204 356q40 40 96 0q-10 44 -60 44q-28 -10 -36 -44z");
    p.disc(Dark.deep(), (306, 322), 5);
    p.path(Clay.base(), "M328 314l26 6 -24 10z");
    p.line(Clay.shade(), 4, "M252 398v14M272 396v16");
}

fn boots(p: &mut Pen) {
    p.shadow((400, 488), 210);
    let boot = |p: &mut Pen, x: i32, dark: bool| {
        p.at((x, 0), 100, |p| {
            let shape = "M0 110h124q8 130 0 220q40 40 110 56q40 14 40 62v18H0q-10 -180 0 -356z";
            p.path(if dark { Body.dim() } else { Body.lit() }, shape);
            p.within(shape, |p| {
                p.veil(0.4, Body.deep(), "M86 100h50q10 130 0 236q60 50 140 70v60H170q-90 -60 -84 -180z");
                p.path(Accent.base(), "M-10 150h150v30H-10z");
            });
            p.path(Dark.base(), "M-4 452h280v26q0 10 -10 10H130l-14 -10H88v10H6q-10 0 -10 -10z");
            p.oval(Body.light(), (62, 110), (64, 15));
            p.oval(Body.deep(), (63, 112), (54, 10));
            p.path(Body.base(), "M112 150h22v54h-22z");
            p.disc(Metal.light(), (122, 190), 5);
            p.gleam(9, "M24 220v150");
        });
    };
    boot(p, 300, true);
    boot(p, 190, false);
}

fn wheelbarrow(p: &mut Pen) {
    p.feet((420, 484), 240, &[240, 470, 550]);
    p.line(Metal.deep(), 14, "M690 300L470 396 290 420M430 400l40 86M560 380l-10 106M470 486h80");
    p.line(Leather.shade(), 26, "M640 322l64 -28");
    p.path(Leaf.base(), "M290 262q10 -80 60 -60q30 -60 80 -30q50 -40 80 10q60 -10 70 80z");
    for (x, y, turn) in [(330, 240, -30), (390, 220, 10), (450, 220, -14), (510, 240, 30), (420, 190, 40), (480, 200, -40), (360, 210, -10)]
    {
        p.leaf(Leaf, (x, y), turn, 70);
    }
    for (x, y, ink) in [(372, 196, Accent), (448, 176, Clay), (520, 206, Accent), (322, 226, Clay)] {
        p.ball(ink, (x, y), 18);
    }
    p.path(Body.lit(), "M206 254h430l-90 140H340q-80 -20 -134 -140z");
    p.path(Body.shade(), "M340 394q-80 -20 -134 -140h30q50 100 130 122h190 -8 18z");
    p.path(Body.light(), "M196 246h448l-8 20H206z");
    p.disc(Dark.base(), (240, 424), 66);
    p.disc(Dark.hi(), (236, 420), 46);
    p.disc(Dark.deep(), (240, 424), 40);
    p.disc(Metal.light(), (240, 424), 26);
    p.disc(Metal.deep(), (240, 424), 9);
    p.line(Metal.shade(), 11, "M240 424l110 -24");
    p.gleam(8, "M250 290q20 40 46 62");
}

fn spade(p: &mut Pen) {
    let tool = |p: &mut Pen, turn: i32, rake: bool| {
        p.turned_by(turn, (400, 300), |p| {
            p.drop("M390 60h20v340h-20z");
            p.rect(Wood.round(), (389, 60), (22, 320), 6);
            if rake {
                p.rect(Body.round(), (382, 360), (36, 60), 8);
                p.rect(Metal.base(), (290, 414), (220, 20), 8);
                for x in (298..510).step_by(28) {
                    p.path(Metal.shade(), &format!("M{x} 430h11v70q0 14 -12 20z"));
                }
            } else {
                p.path(Wood.shade(), "M340 40h120v26q-30 0 -44 34h-32q-14 -34 -44 -34z");
                p.rect(Body.round(), (334, 26), (132, 26), 13);
                p.path(Metal.lit(), "M326 390q74 -24 148 0v90q-10 70 -74 96q-64 -26 -74 -96z");
                p.path(Metal.shade(), "M400 378q40 0 74 12v90q-10 70 -74 96z");
                p.path(Metal.deep(), "M380 350h40l10 60h-60z");
            }
        });
    };
    tool(p, 30, true);
    tool(p, -30, false);
}

fn seed_box(p: &mut Pen) {
    p.shadow((400, 490), 236);
    p.path(Wood.deep(), "M180 340l80 -40h390l-80 40z");
    for (x, y) in [(250, 330), (320, 322), (392, 330), (464, 320), (536, 328), (300, 310), (440, 306), (580, 312)] {
        p.line(Leaf.shade(), 5, &format!("M{x} {}v-40", y + 20));
        p.leaf(Leaf, (x, y - 14), 48, 56);
        p.leaf(Leaf, (x, y - 14), -48, 52);
    }
    p.path(Wood.dim(), "M570 340l80 -40v140l-80 46z");
    p.path(Wood.light(), "M180 340h390v44H180z");
    p.path(Wood.lit(), "M180 390h390v44H180zM180 440h390v46H180z");
    p.line(Wood.deep(), 5, "M180 387h390M180 437h390M570 387l80 -44M570 437l80 -42");
    p.line(Wood.shade(), 3, "M200 360h150M380 366h160M200 412h240M300 462h240");
    p.path(Wood.base(), "M196 340h22v146h-22zM532 340h22v146h-22z");
    p.path(Paper.hi(), "M330 386h92v60h-92z");
    p.path(Body.base(), "M340 396h72v40h-72z");
    p.leaf(Paper, (376, 432), 0, 32);
    for (x, ink) in [(270, Body), (500, Accent)] {
        p.path(Paper.light(), &format!("M{x} 250h34v44l-17 22 -17 -22z"));
        p.line(ink.base(), 5, &format!("M{} 264h18M{} 276h12", x + 8, x + 8));
    }
}

fn twine(p: &mut Pen) {
    p.shadow((370, FLOOR), 130);
    p.path(Wood.round(), "M280 440h184v40q-92 22 -184 0z");
    p.path(Body.round(), "M270 230q100 -40 204 0q36 110 0 220q-104 30 -204 0q-36 -110 0 -220z");
    for n in 0..9 {
        let y = 236 + n * 26;
        p.line(Body.shade(), 4, &format!("M{} {y}q120 44 {} {}", 262 - i32::abs(4 - n), 222, 10));
        p.line(Body.light(), 3, &format!("M{} {}q110 40 {} 10", 268, y + 10, 208));
    }
    p.oval(Wood.light(), (372, 226), (100, 22));
    p.oval(Dark.deep(), (372, 226), (34, 9));
    p.line(Body.base(), 7, "M470 420c90 20 40 70 120 60s60 -60 20 -56s-20 60 60 50");
    p.path(Paper.hi(), "M316 326h108v60H316z");
    p.line(Leaf.base(), 5, "M334 346h70M334 364h44");
}

fn wind_chime(p: &mut Pen) {
    p.line(Leather.base(), 4, "M400 40L300 150M400 40L500 150M400 40v110M400 150v330");
    p.ring(Brass.base(), 6, (400, 32), 12);
    for (x, long) in [(296, 250), (344, 300), (456, 280), (504, 220)] {
        p.line(Leather.base(), 3, &format!("M{x} 160v40"));
        p.drop(&format!("M{} 196h22v{long}h-22z", x - 11));
        p.rect(Metal.round(), (x - 11, 196), (22, long), 6);
        p.oval(Metal.deep(), (x, 196 + long), (10, 4));
    }
    p.oval(Wood.shade(), (400, 164), (134, 24));
    p.oval(Wood.light(), (397, 154), (134, 23));
    p.disc(Wood.base(), (400, 330), 32);
    p.disc(Wood.light(), (394, 324), 16);
    p.path(Body.lit(), "M400 460q50 30 40 90q-40 20 -80 0q-10 -60 40 -90z");
    p.leaf(Body, (400, 552), 0, 70);
}
