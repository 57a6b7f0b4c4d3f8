//! For cooking and eating.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Glass, Ground, Leaf, Leather, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("mug", Table, mug),
    ("bowl", Table, bowl),
    ("plates", Table, plates),
    ("jar", Table, jar),
    ("tins", Table, tins),
    ("bread-box", Table, bread_box),
    ("casserole", Table, casserole),
    ("frying-pan", Table, frying_pan),
    ("saucepan", Table, saucepan),
    ("bottle", Table, oil_bottle),
    ("knife", Plain, knife),
    ("cutting-board", Plain, cutting_board),
    ("rolling-pin", Plain, rolling_pin),
    ("utensils", Table, utensils),
    ("grater", Table, grater),
    ("mill", Table, mill),
    ("colander", Table, colander),
    ("egg-timer", Table, egg_timer),
    ("tea-towel", Plain, tea_towel),
    ("apron", Plain, apron),
    ("scales", Table, scales),
];

fn mug(p: &mut Pen) {
    p.shadow((400, FLOOR), 122);
    p.line(Body.shade(), 36, "M498 282c98 -26 108 132 -6 124");
    p.line(Body.base(), 14, "M500 276c96 -24 104 124 0 124");
    let outline = p.turned(Body, 400, &[(222, 118), (330, 117), (430, 112), (468, 98), (476, 92)]);
    p.within(&outline, |p| {
        p.path(Clay.round(), "M270 452q65 26 130 18t130 -10v60H270z");
        p.path(Body.shade(), "M270 440q65 26 130 18t130 -10v12q-65 2 -130 10t-130 -18z");
    });
    p.rim(Body, (400, 222), 118);
    p.gleam(9, "M316 268q-2 80 4 130");
}

fn bowl(p: &mut Pen) {
    p.shadow((400, FLOOR), 120);
    p.turned(Body, 400, &[(268, 196), (330, 186), (400, 140), (450, 92), (462, 84), (478, 82)]);
    p.within("M204 268h392v40q-196 50 -392 0z", |p| p.path(Accent.round(), "M200 270h400v30q-200 56 -400 0z"));
    p.rim(Body, (400, 268), 196);
    p.within("M213 270a187 28 0 0 0 374 0a187 28 0 0 0 -374 0z", |p| p.oval(Body.shade(), (400, 286), (170, 26)));
    p.gleam(9, "M240 340q30 56 78 84");
}

fn plates(p: &mut Pen) {
    p.shadow((400, FLOOR), 190);
    for (n, y) in [(0, 452), (1, 424), (2, 396), (3, 368)] {
        let ink = if n % 2 == 0 { Body } else { Paper };
        p.path(ink.round(), &format!("M190 {y}q50 38 120 42h180q70 -4 120 -42z"));
        p.oval(ink.light(), (400, y), (210, 34));
        p.oval(ink.shade(), (400, y + 3), (204, 31));
    }
    p.oval(Paper.light(), (400, 368), (210, 34));
    p.oval(Paper.base(), (400, 372), (150, 22));
    p.oval(Paper.hi(), (400, 375), (142, 19));
    p.line(Body.base(), 5, "M206 376a194 29 0 0 1 388 -2");
    p.turned(Accent, 400, &[(268, 96), (300, 90), (340, 62), (364, 46), (372, 44)]);
    p.rim(Accent, (400, 268), 96);
    p.gleam(7, "M322 304q12 26 36 44");
}

fn jar(p: &mut Pen) {
    p.shadow((400, FLOOR), 112);
    let glass = "M300 214q-14 20 -14 48v190q0 32 34 36q80 10 160 0q34 -4 34 -36V262q0 -28 -14 -48z";
    p.veil(0.75, Glass.round(), glass);
    p.within(glass, |p| {
        p.path(Body.round(), "M280 300q60 18 120 0t120 4v190H280z");
        for (x, y) in [(330, 350), (392, 336), (452, 362), (346, 416), (414, 404), (470, 430), (372, 462), (436, 466)] {
            p.ball(Body, (x, y), 34);
        }
        p.veil(0.35, Glass.light(), "M280 180h34v320h-34z");
    });
    p.line(Glass.shade(), 4, glass);
    p.rect(Metal.round(), (288, 156), (224, 58), 12);
    p.line(Metal.shade(), 3, "M290 196h220M290 204h220");
    p.oval(Metal.light(), (400, 158), (108, 15));
    p.oval(Accent.base(), (400, 158), (92, 11));
    p.gleam(10, "M316 250v180");
    p.path(Paper.hi(), "M372 392h92v62h-92z");
    p.line(Accent.base(), 5, "M386 412h62M386 430h40");
}

/// One of the tins: bottom in the middle, size.
fn tin(p: &mut Pen, ink: Ink, (cx, y): (i32, i32), (r, h): (i32, i32)) {
    p.shadow((cx, y), r);
    p.turned(ink, cx, &[(y - h, r), (y - 6, r)]);
    let band = y - h * 11 / 20;
    p.path(Paper.round(), &format!("M{} {band}a{r} {} 0 0 0 {} 0v{}a{r} {} 0 0 1 -{} 0z", cx - r, r / 6, 2 * r, h / 4, r / 6, 2 * r));
    p.turned(Metal, cx, &[(y - h - 26, r + 5), (y - h + 4, r + 5)]);
    p.oval(Metal.light(), (cx, y - h - 26), (r + 5, r / 6));
    p.oval(Metal.base(), (cx, y - h - 27), (r * 3 / 4, r / 9));
    p.ball(Metal, (cx, y - h - 36), r / 6);
}

fn tins(p: &mut Pen) {
    tin(p, Accent, (560, 456), (78, 132));
    tin(p, Body, (264, 466), (104, 240));
    tin(p, Clay, (434, 496), (86, 160));
}

fn bread_box(p: &mut Pen) {
    p.shadow((400, FLOOR), 215);
    p.path(Body.dim(), "M566 270l60 -30v200l-60 46z");
    p.path(Body.lit(), "M176 270h390v216H176z");
    p.path(Body.shade(), "M176 462h390v24H176z");
    p.path(Wood.hi(), "M164 254l62 -32h412l-60 32z");
    p.path(Wood.lit(), "M164 254h414v24H164z");
    p.path(Wood.shade(), "M578 254l60 -32v24l-60 32z");
    p.line(Wood.shade(), 2, "M212 246h370M236 236h374M200 266h340");
    p.rect(Body.deep(), (322, 320), (98, 16), 8);
    p.line(Paper.light(), 5, "M300 386q70 -44 142 0M320 402h100");
    // The loaf that waits to go in.
    p.path(Clay.base(), "M300 222c0 -62 46 -84 118 -84s124 22 124 84z");
    p.path(Clay.light(), "M312 204c4 -40 44 -56 104 -56s104 14 112 48c-40 -28 -176 -30 -216 8z");
    p.line(Paper.shade(), 7, "M352 182q22 -4 30 -26M408 178q20 -4 28 -28M464 184q18 -8 22 -28");
}

fn casserole(p: &mut Pen) {
    p.shadow((400, FLOOR), 196);
    p.line(Body.deep(), 26, "M206 318h-34v40h34M594 318h34v40h-34");
    p.turned(Body, 400, &[(292, 200), (400, 200), (452, 190), (474, 172)]);
    p.turned(Body, 400, &[(246, 150), (266, 190), (286, 204), (298, 206)]);
    p.path(Body.deep(), "M194 298q206 46 412 0v8q-206 46 -412 0z");
    p.oval(Body.light(), (390, 246), (142, 20));
    p.turned(Brass, 400, &[(196, 36), (206, 40), (220, 30), (240, 20), (248, 22)]);
    p.oval(Brass.light(), (400, 196), (35, 7));
    p.gleam(10, "M226 352q0 60 14 90M246 276q30 -20 66 -26");
}

fn frying_pan(p: &mut Pen) {
    p.shadow((330, FLOOR), 214);
    p.line(Wood.shade(), 30, "M540 398q90 -42 176 -60");
    p.line(Wood.base(), 14, "M548 390q90 -42 162 -54");
    p.path(Metal.shade(), "M508 398l58 -30 10 24 -58 34z");
    p.turned(Dark, 330, &[(394, 218), (440, 206), (472, 176)]);
    p.oval(Dark.hi(), (330, 394), (218, 46));
    p.oval(Dark.shade(), (330, 397), (206, 40));
    p.oval(Dark.base(), (330, 405), (180, 30));
    // Two eggs.
    p.path(Paper.hi(), "M206 398q20 -24 70 -16t64 8q60 -18 100 6t-20 36q-60 8 -90 -4q-60 14 -98 2t-26 -32z");
    p.oval(Brass.base(), (274, 402), (30, 13));
    p.oval(Brass.light(), (266, 398), (14, 5));
    p.oval(Brass.base(), (388, 408), (30, 13));
    p.oval(Brass.light(), (380, 404), (14, 5));
}

fn saucepan(p: &mut Pen) {
    p.shadow((360, FLOOR), 156);
    p.line(Dark.shade(), 26, "M506 322q90 -20 170 -24");
    p.line(Dark.hi(), 8, "M530 310q80 -18 140 -20");
    p.turned(Metal, 360, &[(290, 158), (400, 158), (462, 154), (476, 142)]);
    p.path(Body.round(), "M202 424q158 44 316 0v36q-6 18 -20 22q-138 16 -276 0q-14 -4 -20 -22z");
    p.turned(Metal, 360, &[(252, 118), (268, 148), (284, 164), (296, 166)]);
    p.oval(Metal.hi(), (352, 254), (110, 15));
    p.path(Metal.deep(), "M194 296q166 40 332 0v6q-166 40 -332 0z");
    p.turned(Dark, 360, &[(206, 30), (216, 34), (232, 18), (252, 16)]);
    p.gleam(12, "M226 334v84");
    p.path(Metal.deep(), "M492 300h26v48h-26z");
}

fn oil_bottle(p: &mut Pen) {
    p.shadow((400, FLOOR), 82);
    p.line(Metal.shade(), 12, "M402 116q6 -46 52 -60");
    p.line(Metal.hi(), 4, "M399 112q8 -42 50 -56");
    p.rect(Wood.round(), (384, 112), (34, 44), 6);
    let glass = p.turned(Body, 400, &[(152, 26), (214, 28), (262, 58), (300, 80), (380, 84), (476, 80)]);
    p.within(&glass, |p| {
        p.veil(0.45, Body.deep(), "M300 292q100 26 200 0v220H300z");
        p.veil(0.35, Paper.hi(), "M446 130h18v340h-18z");
    });
    p.path(Body.light(), "M374 150h52v14h-52z");
    p.path(Paper.round(), "M317 350q83 26 166 0v92q-83 26 -166 0z");
    p.leaf(Leaf, (404, 436), -38, 56);
    p.leaf(Leaf, (396, 436), 34, 62);
    p.disc(Clay.shade(), (400, 428), 11);
    p.gleam(9, "M340 296q-8 40 -6 170M386 176v46");
}

fn knife(p: &mut Pen) {
    let blade = "M128 330C220 232 380 214 508 214l6 76c-120 22 -270 38 -386 40z";
    p.turned_by(-12, (400, 300), |p| {
        p.drop(blade);
        p.drop("M508 214h190q26 6 22 40t-40 36H514z");
        p.path(Metal.lit(), blade);
        p.path(Metal.shade(), "M128 330c120 -30 260 -56 383 -66l3 26c-120 22 -270 38 -386 40z");
        p.gleam(5, "M206 286c90 -44 190 -58 280 -60");
        p.path(Body.dim(), "M508 214h190q26 6 22 40t-40 36H514z");
        p.path(Body.light(), "M508 214h190q14 4 20 16H510z");
        p.path(Metal.deep(), "M500 210h20l8 84h-20z");
        for x in [566, 620, 674] {
            p.disc(Brass.base(), (x, 254), 9);
            p.disc(Brass.hi(), (x - 2, 252), 4);
        }
    });
}

fn cutting_board(p: &mut Pen) {
    let board = "M190 138h330q26 0 26 26v70l96 8q46 10 46 54t-46 54l-96 8v84q0 26 -26 26H190q-26 0 -26 -26V164q0 -26 26 -26z";
    p.drop(board);
    p.path(Wood.lit(), board);
    p.within(board, |p| {
        p.line(
            Wood.shade(),
            3,
            "M150 196q200 -26 410 0M150 236q220 26 420 -4M150 330q180 -30 420 10M150 384q200 30 400 0M150 426q200 -14 400 8",
        );
        p.line(Wood.hi(), 4, "M150 160h400M150 290q240 -18 560 6");
        p.path(Wood.shade(), "M164 452h382v20H164z");
    });
    p.disc(Ground.shade(), (640, 296), 20);
    p.disc(Dark.deep(), (640, 296), 3);
    p.line(Leather.base(), 6, "M640 296q60 -30 76 20t-50 34");
    // A tomato, cut.
    p.ball(Body, (300, 250), 62);
    p.path(Leaf.base(), "M290 210l-26 -16 24 2 4 -24 12 22 26 -10 -16 22 22 12 -28 0 -6 18z");
    p.disc(Body.shade(), (420, 360), 54);
    p.disc(Body.light(), (420, 360), 46);
    for turn in [0, 60, 120, 180, 240, 300] {
        p.turned_by(turn, (420, 360), |p| p.oval(Body.base(), (420, 334), (11, 15)));
    }
}

fn rolling_pin(p: &mut Pen) {
    p.turned_by(-24, (400, 300), |p| {
        let pin = "M196 254h408v92H196z";
        p.drop(pin);
        p.drop("M92 284h616v32H92z");
        for x in [96, 606] {
            p.rect(Body.base(), (x, 276), (98, 48), 22);
            p.rect(Body.light(), (x + 8, 282), (82, 12), 6);
            p.rect(Body.shade(), (x + 6, 308), (86, 12), 6);
        }
        p.rect(Wood.base(), (190, 248), (420, 104), 16);
        p.rect(Wood.light(), (190, 256), (420, 34), 14);
        p.rect(Wood.shade(), (190, 322), (420, 30), 14);
        p.line(Wood.shade(), 2, "M214 300h160M430 306h150M300 286h120");
        p.gleam(8, "M216 266h300");
    });
}

fn utensils(p: &mut Pen) {
    p.shadow((400, FLOOR), 108);
    p.line(Wood.base(), 16, "M366 300L318 150");
    p.oval(Wood.lit(), (310, 122), (30, 46));
    p.oval(Wood.shade(), (312, 124), (18, 32));
    p.line(Wood.shade(), 16, "M430 300L470 140");
    p.path(Wood.lit(), "M446 148l14 -84q30 -10 50 8l-18 84z");
    p.line(
        Metal.shade(),
        7,
        "M402 300V180M402 186c-56 -36 -40 -116 0 -122c40 6 56 86 0 122M402 186c-24 -40 -18 -110 0 -122c18 12 24 82 0 122",
    );
    p.turned(Body, 400, &[(276, 108), (380, 106), (460, 98), (474, 92)]);
    p.path(Accent.round(), "M293 350q107 34 214 0v22q-107 34 -214 0z");
    p.within("M285 278a115 19 0 0 0 230 0V440H285z", |p| p.veil(0.0, Body.deep(), "M0 0z"));
    p.path(Body.light(), "M292 276a108 18 0 0 0 216 0l-8 0a100 12 0 0 1 -200 0z");
    p.gleam(8, "M318 324v120");
}

fn grater(p: &mut Pen) {
    p.shadow((400, FLOOR), 118);
    p.line(Body.shade(), 24, "M350 160c0 -70 100 -70 100 0");
    p.line(Body.light(), 7, "M346 150c4 -56 92 -58 102 -14");
    p.path(Metal.shade(), "M446 156l46 18 40 300 -60 14z");
    p.path(Metal.lit(), "M336 156h110l28 332H286z");
    p.path(Metal.shade(), "M290 452l182 0 2 36H286z");
    for row in 0..8 {
        for column in 0..5 {
            let x = 342 + column * 26 - row * 2 + (row % 2) * 8 - 8;
            p.path(Metal.deep(), &format!("M{x} {}q10 -14 20 0q-10 8 -20 0z", 204 + row * 30));
        }
    }
    p.rect(Body.round(), (328, 144), (128, 24), 10);
    p.gleam(6, "M334 186l-22 220");
}

fn mill(p: &mut Pen) {
    p.shadow((400, FLOOR), 84);
    p.turned(Wood, 400, &[(300, 46), (340, 50), (400, 66), (440, 84), (476, 84)]);
    p.turned(Body, 400, &[(180, 66), (220, 76), (262, 58), (296, 42), (312, 48)]);
    p.path(Metal.round(), "M348 300q52 18 104 0v14q-52 18 -104 0z");
    p.path(Wood.shade(), "M317 452q83 26 166 0v10q-83 26 -166 0z");
    p.oval(Body.light(), (396, 178), (60, 14));
    p.ball(Metal, (400, 158), 22);
    p.line(Wood.shade(), 3, "M380 350q-14 40 -22 84M424 350q10 40 16 88M400 360v70");
    p.gleam(8, "M344 200q-6 20 2 40M352 348q-10 36 -18 88");
}

fn colander(p: &mut Pen) {
    p.shadow((400, FLOOR), 120);
    p.line(Body.shade(), 20, "M208 292h-40q-14 2 -10 18t40 22M592 292h40q14 2 10 18t-40 22");
    p.turned(Body, 400, &[(278, 202), (340, 192), (400, 152), (440, 110), (452, 100)]);
    p.turned(Body, 400, &[(448, 86), (464, 92), (478, 98)]);
    p.rim(Body, (400, 278), 202);
    for (row, y) in [(0, 336), (1, 364), (2, 392), (3, 420)] {
        let half = [150, 132, 104, 70].iter().zip(0..).find(|(_, n)| *n == row).map_or(0, |(half, _)| *half);
        let mut x = -half;
        while x <= half {
            let sag = 18 - x * x * 18 / (202 * 202);
            p.oval(Body.deep(), (400 + x, y + sag - 8), (8 - x.abs() / 60, 7));
            x += 30;
        }
    }
    p.gleam(9, "M226 338q18 44 52 72");
}

fn egg_timer(p: &mut Pen) {
    p.shadow((400, FLOOR), 132);
    p.path(Body.round(), "M400 132c84 0 146 120 146 208 0 90 -62 146 -146 146s-146 -56 -146 -146c0 -88 62 -208 146 -208z");
    p.path(Body.light(), "M360 160c-52 34 -84 110 -86 172 22 -70 64 -116 96 -146z");
    p.path(Accent.round(), "M256 316q144 40 288 0l2 40q-146 46 -292 0z");
    p.path(Paper.round(), "M255 350q145 44 290 0q0 22 -6 42q-139 40 -278 0q-6 -20 -6 -42z");
    for (x, tall) in [(286, 12), (318, 18), (354, 12), (400, 24), (446, 12), (482, 18), (514, 12)] {
        let sag = 22 - (x - 400) * (x - 400) * 22 / 20_000;
        p.line(Dark.base(), 4, &format!("M{x} {}v{tall}", 354 + sag));
    }
    p.path(Accent.deep(), "M400 322l14 34h-28z");
    p.gleam(10, "M318 196q-30 40 -40 84");
}

fn tea_towel(p: &mut Pen) {
    let towel = "M262 108h276q14 0 14 14v392q-76 18 -152 0t-152 0V122q0 -14 14 -14z";
    p.line(Wood.shade(), 16, "M150 104h500");
    p.line(Wood.light(), 5, "M150 100h500");
    p.drop(towel);
    p.path(Paper.lit(), towel);
    p.within(towel, |p| {
        p.path(Body.base(), "M284 90h16v460h-16zM312 90h6v460h-6zM500 90h16v460h-16zM482 90h6v460h-6z");
        p.path(Body.base(), "M240 420q76 -18 152 0t170 0v18q-94 18 -170 0t-152 0zM240 450q76 -18 152 0t170 0v7q-94 18 -170 0t-152 0z");
        p.veil(0.22, Dark.base(), "M380 90h26q10 220 -4 440h-34q18 -220 12 -440zM520 90h40v440h-30z");
        p.veil(0.5, Paper.hi(), "M330 90h24v440h-24z");
    });
    p.path(Body.shade(), "M262 108h276q14 0 14 14v14H248v-14q0 -14 14 -14z");
    p.line(Body.deep(), 5, "M400 104c-14 -34 14 -34 0 0");
}

fn apron(p: &mut Pen) {
    let bib = "M330 150h140q10 76 74 104v240q-144 32 -288 0V254q64 -28 74 -104z";
    p.line(Leather.base(), 10, "M340 152c-30 -110 150 -110 120 0");
    p.drop(bib);
    p.path(Body.lit(), bib);
    p.within(bib, |p| {
        p.veil(0.5, Body.shade(), "M470 150q-10 160 30 360h60V240z");
        p.veil(0.5, Body.light(), "M330 150q6 180 -30 360h-50V250z");
        p.path(Body.shade(), "M250 480q150 36 300 -4v40H250z");
    });
    p.line(Leather.base(), 10, "M256 262q-70 20 -96 66M544 262q70 20 96 66");
    p.path(Body.base(), "M312 326h176v104q-88 24 -176 0z");
    p.seam(Paper.light(), 3, "M320 336v88q80 20 160 0v-88M400 336v104M312 328h176");
    p.seam(Paper.light(), 3, "M340 162h120");
    p.disc(Brass.base(), (344, 160), 8);
    p.disc(Brass.base(), (456, 160), 8);
}

fn scales(p: &mut Pen) {
    p.shadow((400, FLOOR), 150);
    p.path(Body.lit(), "M300 262h200l46 222H254z");
    p.path(Body.shade(), "M500 262l46 222h-44l-40 -222z");
    p.path(Body.deep(), "M250 468h300l4 18H246z");
    p.disc(Metal.shade(), (396, 372), 80);
    p.disc(Paper.hi(), (396, 372), 70);
    for turn in 0..12 {
        p.turned_by(turn * 30, (396, 372), |p| p.line(Dark.base(), 4, "M396 312v12"));
    }
    p.line(Accent.shade(), 7, "M396 372l34 -42");
    p.disc(Dark.base(), (396, 372), 9);
    p.path(Metal.shade(), "M376 222h48v42h-48z");
    p.turned(Metal, 400, &[(150, 190), (180, 176), (206, 120), (224, 70)]);
    p.rim(Metal, (400, 150), 190);
    p.gleam(8, "M236 188q30 24 70 34M300 300l-24 150");
}
