//! For writing, sorting and thinking.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("pencil-cup", Table, pencil_cup),
    ("letter-box", Table, letter_box),
    ("tray", Plain, tray),
    ("alarm-clock", Table, alarm_clock),
    ("fountain-pen", Plain, fountain_pen),
    ("pencils", Plain, pencils),
    ("scissors", Plain, scissors),
    ("tape", Table, tape),
    ("bookends", Table, bookends),
    ("ink-bottle", Table, ink_bottle),
    ("globe", Table, globe),
    ("calendar", Plain, calendar),
    ("desk-pad", Plain, desk_pad),
    ("stapler", Table, stapler),
    ("paperclips", Table, paperclips),
];

fn pencil_cup(p: &mut Pen) {
    p.shadow((390, FLOOR), 112);
    let pencil = |p: &mut Pen, ink: Ink, x: i32, top: i32, turn: i32| {
        p.turned_by(turn, (x, 300), |p| {
            p.rect(ink.round(), (x - 12, top + 40), (24, 300 - top), 2);
            p.path(Wood.light(), &format!("M{} {}l12 -40 12 40z", x - 12, top + 42));
            p.path(Dark.base(), &format!("M{} {}l5 -16 5 16z", x - 5, top + 18));
        });
    };
    pencil(p, Accent, 350, 130, -12);
    pencil(p, Brass, 380, 96, -2);
    pencil(p, Clay, 414, 142, 8);
    pencil(p, Leaf, 440, 120, 16);
    p.line(Body.shade(), 30, "M484 314c82 -22 90 110 -6 104");
    p.line(Body.base(), 11, "M486 309c78 -18 84 102 0 102");
    p.turned(Body, 390, &[(262, 106), (360, 105), (440, 102), (474, 92)]);
    p.rim(Body, (390, 262), 106);
    p.within("M294 262a96 14 0 0 0 192 0V230H294z", |p| {
        pencil(p, Accent, 350, 130, -12);
        pencil(p, Brass, 380, 96, -2);
        pencil(p, Clay, 414, 142, 8);
        pencil(p, Leaf, 440, 120, 16);
    });
    p.line(Body.light(), 6, "M284 262a106 17 0 0 0 212 0");
    p.path(Paper.round(), "M285 400q105 34 210 -2v16q-105 36 -210 2z");
    p.gleam(8, "M306 300v80");
}

fn letter_box(p: &mut Pen) {
    p.shadow((400, 488), 190);
    p.path(Body.deep(), "M220 250l70 -40h330l-70 40z");
    for (x, y, ink) in [(250, 190, Paper), (272, 170, Accent), (300, 196, Paper), (330, 178, Clay), (350, 200, Paper)] {
        p.path(ink.lit(), &format!("M{x} {y}h230v80H{x}z"));
        p.line(ink.shade(), 3, &format!("M{x} {y}l115 50 115 -50"));
    }
    p.path(Body.dim(), "M550 250l70 -40v232l-70 46z");
    p.path(Body.lit(), "M220 250h330v238H220z");
    p.seam(Body.hi(), 3, "M234 264h302v210H234z");
    p.rect(Brass.lit(), (330, 330), (110, 56), 6);
    p.rect(Paper.hi(), (340, 338), (90, 40), 3);
    p.line(Dark.base(), 4, "M352 352h62M352 364h40");
    p.disc(Brass.shade(), (385, 420), 12);
    p.gleam(6, "M232 258v150");
}

fn tray(p: &mut Pen) {
    let outer = "M150 150h500q20 0 20 20v260q0 20 -20 20H150q-20 0 -20 -20V170q0 -20 20 -20z";
    p.drop(outer);
    p.path(Wood.lit(), outer);
    for (x, y, w, h) in [(152, 172, 160, 116), (152, 304, 160, 124), (328, 172, 320, 80), (328, 268, 180, 160), (524, 268, 124, 160)] {
        p.rect(Wood.deep(), (x, y), (w, h), 10);
        p.rect(Wood.shade(), (x + 7, y + 9), (w - 7, h - 9), 8);
    }
    p.line(Wood.hi(), 4, "M150 156h500M136 170v250");
    for (x, y, turn) in [(200, 220, 20), (250, 240, -40), (230, 200, 80)] {
        p.turned_by(turn, (x, y), |p| p.line(Metal.light(), 5, &format!("M{} {y}h44q14 0 14 12t-14 12h-36q-9 0 -9 -7t9 -7h30", x - 22)));
    }
    p.turned_by(-14, (420, 216), |p| {
        p.ring(Brass.base(), 10, (374, 212), 20);
        p.line(Brass.base(), 10, "M396 212h150M520 212v22M544 212v26");
    });
    for (x, y, turn, ink) in [(356, 300, -8, Body), (412, 322, 10, Accent), (368, 366, 6, Paper)] {
        p.turned_by(turn, (x, y), |p| {
            p.rect(Paper.hi(), (x, y), (64, 50), 2);
            p.rect(ink.base(), (x + 6, y + 6), (52, 38), 1);
            p.disc(Paper.light(), (x + 32, y + 25), 11);
        });
    }
    p.disc(Body.base(), (200, 360), 26);
    p.disc(Body.light(), (194, 354), 10);
    p.disc(Accent.base(), (256, 380), 20);
    p.disc(Metal.shade(), (586, 346), 32);
    p.disc(Metal.light(), (582, 342), 25);
    p.line(Metal.deep(), 7, "M566 342h34");
}

fn alarm_clock(p: &mut Pen) {
    p.shadow((400, FLOOR), 130);
    p.line(Metal.deep(), 18, "M306 430l-34 54M494 430l34 54");
    p.line(Metal.deep(), 10, "M400 160v-50M340 130q60 -50 120 0");
    for (x, turn) in [(300, -38), (500, 38)] {
        p.turned_by(turn, (x, 178), |p| {
            p.path(Brass.round(), &format!("M{} 190a58 54 0 0 1 116 0z", x - 58));
            p.rect(Brass.shade(), (x - 62, 186), (124, 12), 6);
            p.disc(Brass.base(), (x, 132), 9);
        });
    }
    p.disc(Body.dim(), (400, 330), 152);
    p.disc(Body.light(), (396, 326), 146);
    p.disc(Body.base(), (400, 330), 138);
    p.disc(Paper.hi(), (400, 330), 118);
    for hour in 0..12 {
        p.turned_by(hour * 30, (400, 330), |p| p.line(Dark.base(), if hour % 3 == 0 { 9 } else { 4 }, "M400 226v14"));
    }
    p.turned_by(-58, (400, 330), |p| p.line(Dark.shade(), 11, "M400 340v-70"));
    p.turned_by(36, (400, 330), |p| p.line(Dark.shade(), 7, "M400 344v-100"));
    p.turned_by(210, (400, 330), |p| p.line(Accent.base(), 5, "M400 330v-66"));
    p.disc(Dark.shade(), (400, 330), 11);
    p.gleam(8, "M270 300q18 -70 84 -94");
}

fn fountain_pen(p: &mut Pen) {
    p.path(Paper.hi(), "M120 430q160 -70 260 -20t220 -40v150H120z");
    p.line(Paper.shade(), 3, "M140 480h430M140 504h430");
    p.line(Body.shade(), 6, "M170 450c30 -44 50 -30 40 0s30 10 48 -14s34 8 24 22s40 4 60 -20");
    p.turned_by(-28, (400, 300), |p| {
        p.drop("M250 276h390q24 24 0 48H250z");
        p.path(Brass.lit(), "M168 300l72 -26q14 26 0 52z");
        p.path(Brass.shade(), "M168 300l74 6q2 12 -2 20z");
        p.line(Dark.deep(), 3, "M172 300h48");
        p.disc(Dark.deep(), (222, 300), 5);
        p.path(Dark.base(), "M238 272l56 -6v68l-56 -6z");
        p.rect(Body.base(), (292, 262), (220, 76), 10);
        p.rect(Body.light(), (292, 270), (220, 20), 8);
        p.rect(Body.shade(), (292, 314), (220, 24), 8);
        p.rect(Brass.round(), (506, 258), (20, 84), 4);
        p.path(Body.base(), "M526 262h130q34 38 0 76H526z");
        p.path(Body.light(), "M526 270h132q8 8 12 18H526z");
        p.path(Body.shade(), "M526 314h142q-4 14 -12 24H526z");
        p.gleam(7, "M310 280h180");
    });
}

fn pencils(p: &mut Pen) {
    let rows = [(Body, 0), (Accent, 74), (Brass, 148), (Leaf, 222), (Clay, 296)];
    p.turned_by(-8, (400, 300), |p| {
        for (ink, y) in rows {
            let y = 112 + y;
            let shift = (y / 74 % 3) * 26;
            p.at((shift, y), 100, |p| {
                p.drop("M150 0h400l70 26 -70 26H150z");
                p.path(Wood.light(), "M540 0l86 26 -86 26z");
                p.path(ink.base(), "M592 16l34 10 -34 10z");
                p.path(ink.base(), "M150 0h390q12 8 2 17q12 8 0 18q12 8 -2 17H150z");
                p.path(ink.light(), "M150 0h390q12 8 2 17H150z");
                p.path(ink.shade(), "M150 35h392q12 8 -2 17H150z");
                p.rect(Metal.round(), (126, 0), (34, 52), 2);
                p.rect(Clay.hi(), (96, 2), (34, 48), 10);
                p.gleam(4, "M190 8h300");
            });
        }
    });
}

fn scissors(p: &mut Pen) {
    p.turned_by(28, (400, 300), |p| {
        p.drop("M384 320L356 70q-12 -20 -20 10l10 240z");
        p.path(Metal.lit(), "M392 330L352 72q-12 -26 -22 6l30 262z");
        p.path(Metal.shade(), "M392 330L366 160l-8 180z");
        p.ring(Body.shade(), 30, (342, 432), 62);
        p.ring(Body.base(), 14, (339, 429), 64);
        p.path(Body.base(), "M360 330h30l-8 60 -34 0z");
    });
    p.turned_by(-18, (400, 300), |p| {
        p.drop("M410 330L448 72q12 -26 22 6l-30 262z");
        p.path(Metal.lit(), "M408 330L448 72q12 -26 22 6l-30 262z");
        p.path(Metal.hi(), "M448 76l-38 240 10 4z");
        p.ring(Body.shade(), 30, (462, 436), 66);
        p.ring(Body.light(), 14, (459, 432), 68);
        p.path(Body.base(), "M410 330h30l14 52 -34 8z");
    });
    p.disc(Metal.deep(), (404, 318), 17);
    p.disc(Brass.light(), (402, 316), 11);
    p.line(Brass.shade(), 4, "M396 320l12 -8");
}

fn tape(p: &mut Pen) {
    p.shadow((400, FLOOR), 200);
    p.path(Body.lit(), "M190 486q-10 -100 50 -106q40 -4 60 40q10 20 60 20h190q40 0 50 46z");
    p.path(Body.shade(), "M190 486q0 -20 4 -34q200 26 402 10q6 10 8 24z");
    p.disc(Paper.shade(), (330, 300), 130);
    p.disc(Accent.base(), (326, 296), 126);
    p.disc(Accent.light(), (322, 292), 110);
    p.disc(Accent.base(), (326, 297), 104);
    p.disc(Paper.base(), (328, 300), 74);
    p.disc(Body.deep(), (330, 302), 62);
    p.disc(Body.base(), (326, 298), 54);
    p.disc(Metal.light(), (326, 298), 14);
    p.path(Accent.base(), "M440 250q90 70 116 182l-16 4q-30 -110 -108 -166z");
    p.path(Metal.lit(), "M540 424h40l8 30h-44z");
    p.path(Metal.deep(), "M580 424l8 6 -6 4 8 6 -6 4 7 6 -3 4 -8 0z");
    p.gleam(8, "M222 260q20 -60 70 -82");
}

fn bookends(p: &mut Pen) {
    p.shadow((400, FLOOR), 240);
    let mut x = 268;
    for (ink, w, h) in
        [(Accent, 40, 210), (Clay, 30, 186), (Paper, 46, 226), (Brass, 34, 196), (Accent, 28, 220), (Leaf, 44, 200), (Dark, 34, 214)]
    {
        p.rect(ink.round(), (x, 484 - h), (w, h), 4);
        p.rect(Paper.hi(), (x + 6, 484 - h + 26), (w - 12, 30), 2);
        p.rect(ink.deep(), (x + 4, 484 - 40), (w - 8, 6), 1);
        x += w + 1;
    }
    p.path(Body.lit(), "M262 486V300q-100 20 -100 186z");
    p.path(Body.shade(), "M262 486v-30q-60 0 -98 12q-2 8 -2 18z");
    p.path(Body.dim(), "M530 486V300q100 20 100 186z");
    p.path(Body.deep(), "M530 486v-30q60 0 98 12q2 8 2 18z");
    p.gleam(7, "M190 420q14 -60 50 -86");
}

fn ink_bottle(p: &mut Pen) {
    p.shadow((400, FLOOR), 140);
    let glass = "M284 312q0 -26 28 -30h176q28 4 28 30v140q0 32 -32 34H316q-32 -2 -32 -34z";
    p.veil(0.75, Glass.lit(), glass);
    p.within("M300 330h200v122q0 20 -20 20H320q-20 0 -20 -20z", |p| {
        p.path(Body.dim(), "M290 344h220v150H290z");
        p.path(Body.base(), "M290 344h220v10H290z");
    });
    p.line(Glass.shade(), 4, glass);
    p.path(Paper.lit(), "M334 366h132v76H334z");
    p.line(Body.shade(), 3, "M342 374h116v60H342z");
    p.path(Body.base(), "M400 384c18 22 14 38 0 40c-14 -2 -18 -18 0 -40z");
    p.rect(Glass.shade(), (346, 256), (108, 28), 6);
    p.rect(Dark.round(), (332, 186), (136, 74), 12);
    p.line(Dark.deep(), 4, "M356 200v46M380 202v46M404 202v46M428 202v46");
    p.oval(Dark.hi(), (398, 188), (64, 9));
    p.gleam(9, "M302 322v110");
    p.path(Body.base(), "M580 492q-26 -14 6 -20q20 -14 38 4q26 4 2 16z");
}

fn globe(p: &mut Pen) {
    p.shadow((400, 488), 112);
    p.turned(Wood, 400, &[(420, 18), (446, 16), (464, 82), (482, 98)]);
    p.line(Brass.shade(), 14, "M290 108c-150 110 -80 310 110 316c70 -4 120 -30 150 -74");
    p.line(Brass.hi(), 4, "M286 112c-140 108 -76 294 112 304");
    p.disc(Body.shade(), (408, 246), 152);
    p.within("M256 246a152 152 0 1 0 304 0a152 152 0 1 0 -304 0z", |p| {
        p.disc(Body.base(), (392, 230), 148);
        p.disc(Body.light(), (350, 186), 70);
        p.path(Leaf.base(), "M300 150q50 -50 96 -20t30 60t-40 44t-40 40t-60 -30t14 -94zM450 120q60 -20 90 30t30 60t-50 20t-60 -40t-10 -70zM440 260q60 -10 70 40t-30 70t-60 -30t20 -80z");
        p.path(Leaf.light(), "M310 156q40 -36 70 -20q-40 20 -44 60t-30 30t4 -70z");
        p.veil(0.28, Dark.deep(), "M500 90q90 160 -20 320h120V90z");
    });
    p.line(Paper.light(), 2, "M262 220q146 60 292 0");
    p.ball(Brass, (296, 108), 14);
    p.ball(Brass, (520, 382), 12);
    p.gleam(9, "M300 190q22 -54 70 -74");
}

fn calendar(p: &mut Pen) {
    let sheet = "M210 96h380v420H210z";
    p.drop(sheet);
    p.path(Paper.lit(), sheet);
    p.path(Body.lit(), "M210 96h380v170H210z");
    p.within("M210 96h380v170H210z", |p| {
        p.disc(Brass.light(), (490, 160), 36);
        p.path(Body.shade(), "M200 240q90 -110 170 -30t240 -50v120H200z");
        p.path(Accent.base(), "M200 262q140 -60 220 -20t200 -10v60H200z");
    });
    p.line(Metal.deep(), 5, "M210 96h380");
    for x in [240, 280, 320, 360, 400, 440, 480, 520, 560] {
        p.line(Metal.base(), 7, &format!("M{x} 106v-26"));
    }
    for day in 0..30 {
        let (x, y) = (244 + day % 7 * 48, 306 + day / 7 * 40);
        if day == 17 {
            p.disc(Accent.base(), (x + 11, y + 9), 20);
        }
        p.rect(if day % 7 == 6 { Body.base() } else { Paper.deep() }, (x, y), (22, 18), 4);
    }
    p.line(Metal.shade(), 5, "M400 80L360 40M400 80l40 -40");
}

fn desk_pad(p: &mut Pen) {
    let pad = "M120 120h560v370H120z";
    p.drop(pad);
    p.path(Body.lit(), pad);
    p.path(Body.shade(), "M120 470h560v20H120zM660 120h20v370h-20z");
    p.seam(Body.hi(), 4, "M138 138h524v334H138z");
    p.turned_by(-6, (330, 300), |p| {
        p.drop("M200 190h230v230H200z");
        p.path(Paper.hi(), "M200 190h230v230H200z");
        p.line(Paper.deep(), 3, "M224 236h180M224 268h180M224 300h140M224 332h170M224 364h110");
        p.line(Accent.base(), 5, "M224 214h90");
    });
    p.turned_by(24, (540, 300), |p| {
        p.drop("M532 190h22v220l-11 30 -11 -30z");
        p.rect(Accent.round(), (532, 190), (22, 216), 4);
        p.path(Wood.light(), "M532 404h22l-11 34z");
        p.path(Dark.deep(), "M539 424h8l-4 14z");
    });
    p.disc(Paper.shade(), (600, 182), 34);
    p.disc(Wood.base(), (598, 180), 27);
}

fn stapler(p: &mut Pen) {
    p.shadow((400, 486), 210);
    p.path(Dark.lit(), "M196 466q0 -16 20 -16h370q20 0 20 18v18H196z");
    p.path(Dark.deep(), "M196 474h410v14H196z");
    p.path(Metal.lit(), "M240 420l350 -10v26l-350 14z");
    p.path(Metal.shade(), "M240 438l350 -12v10l-350 14z");
    p.path(Body.lit(), "M210 448q-20 -90 60 -120q160 -50 290 -26q50 14 46 84q-2 20 -24 22z");
    p.path(Body.shade(), "M210 448q-4 -14 -4 -28q190 -20 398 -52q4 34 -22 40z");
    p.path(Body.light(), "M236 362q20 -26 60 -34q140 -34 250 -16q-170 0 -310 50z");
    p.disc(Metal.deep(), (238, 432), 15);
    p.disc(Metal.light(), (236, 430), 8);
}

fn paperclips(p: &mut Pen) {
    p.shadow((400, FLOOR), 130);
    p.turned(Body, 400, &[(380, 138), (420, 140), (460, 132), (476, 118)]);
    p.rim(Body, (400, 380), 138);
    for (x, y, turn, ink) in [
        (320, 350, 20, Brass),
        (370, 330, -30, Metal),
        (420, 346, 60, Accent),
        (470, 352, -60, Brass),
        (400, 366, 8, Metal),
        (350, 372, 80, Accent),
        (450, 372, 30, Brass),
    ] {
        p.turned_by(turn, (x, y), |p| {
            p.line(ink.base(), 7, &format!("M{} {y}h56q20 0 20 17t-20 17h-64q-13 0 -13 -10t13 -10h50", x - 30));
        });
    }
    p.path(Body.round(), "M262 384a138 23 0 0 0 276 0q2 20 2 36a140 24 0 0 1 -280 0q0 -16 2 -36z");
    p.line(Body.light(), 5, "M264 386a138 23 0 0 0 272 0");
    p.gleam(8, "M284 424q8 20 20 30");
    p.turned_by(30, (200, 490), |p| p.line(Brass.base(), 7, "M170 470h56q20 0 20 17t-20 17h-64q-13 0 -13 -10t13 -10h50"));
}
