//! What gives light.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Metal, Paper, Wood},
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("lamp", Table, table_lamp),
    ("floor-lamp", Table, floor_lamp),
    ("desk-lamp", Table, desk_lamp),
    ("clip-lamp", Table, clip_lamp),
    ("lantern", Table, lantern),
    ("wall-lamp", Plain, wall_lamp),
    ("pendant", Plain, pendant),
    ("paper-lantern", Plain, paper_lantern),
    ("bulb", Table, bulb),
    ("string-lights", Plain, string_lights),
    ("mushroom-lamp", Table, mushroom_lamp),
    ("torch", Table, torch),
    ("candle", Table, candle),
    ("candlestick", Table, candlestick),
    ("bike-lamp", Plain, bike_lamp),
];

/// Light around a lamp.
fn glow(p: &mut Pen, (cx, cy): (i32, i32), r: i32) {
    for (part, opacity) in [(10, 0.12), (7, 0.16), (4, 0.22)] {
        let r = r * part / 10;
        p.veil(opacity, Brass.hi(), &format!("M{} {cy}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", cx - r, 2 * r, 2 * r));
    }
}

fn table_lamp(p: &mut Pen) {
    p.shadow((400, FLOOR), 96);
    glow(p, (400, 210), 230);
    p.rect(Brass.round(), (390, 270), (20, 60), 4);
    p.turned(Body, 400, &[(316, 22), (340, 60), (390, 86), (440, 76), (466, 60), (478, 62)]);
    p.path(Wood.round(), "M330 462q70 20 140 0v20q-70 20 -140 0z");
    p.path(Paper.lit(), "M320 116h160l56 164q-136 36 -272 0z");
    p.path(Brass.hi(), "M340 118h60l-20 178q-60 -2 -112 -14z");
    p.path(Paper.shade(), "M452 116h28l56 164q-30 8 -54 11z");
    p.line(Accent.base(), 6, "M266 276q134 34 268 0");
    p.line(Paper.shade(), 2, "M360 120l-32 166M400 120v176M440 120l32 168");
    p.oval(Paper.hi(), (400, 117), (80, 9));
    p.gleam(9, "M342 364q-14 30 -4 60");
}

fn floor_lamp(p: &mut Pen) {
    p.shadow((300, 500), 92);
    glow(p, (520, 200), 190);
    p.line(Metal.deep(), 10, "M300 490V190c0 -120 190 -150 216 -30");
    p.line(Metal.light(), 3, "M298 486V190c0 -112 176 -140 206 -40");
    p.turned(Dark, 300, &[(470, 40), (480, 84), (496, 90)]);
    p.oval(Dark.hi(), (298, 474), (60, 9));
    p.path(Body.round(), "M470 148q48 -24 94 0l36 92q-84 26 -166 0z");
    p.oval(Brass.hi(), (517, 240), (82, 14));
    p.oval(Paper.hi(), (517, 240), (46, 8));
    p.ball(Brass, (517, 136), 10);
    p.gleam(8, "M478 164l-22 62");
    p.crate_of(Accent, (560, 452), (90, 12), 22);
    p.crate_of(Paper, (556, 440), (94, 12), 22);
    p.crate_of(Clay, (566, 426), (84, 14), 20);
}

fn desk_lamp(p: &mut Pen) {
    p.shadow((320, FLOOR), 110);
    glow(p, (548, 300), 180);
    p.veil(0.35, Brass.hi(), "M498 256l110 -12 60 200q-130 30 -240 0z");
    p.line(Metal.deep(), 12, "M320 460L262 286M262 286L452 156");
    p.line(Metal.light(), 4, "M316 456L259 286M264 280L450 152");
    p.disc(Dark.base(), (262, 286), 20);
    p.disc(Brass.base(), (260, 284), 10);
    p.disc(Dark.base(), (452, 156), 16);
    p.turned(Body, 320, &[(452, 40), (464, 98), (480, 106)]);
    p.oval(Body.light(), (317, 456), (70, 11));
    p.turned_by(-14, (480, 180), |p| {
        p.path(Body.round(), "M446 132h60q8 56 56 116q-86 32 -172 0q48 -60 56 -116z");
        p.oval(Brass.hi(), (476, 250), (86, 15));
        p.oval(Paper.hi(), (476, 250), (48, 8));
        p.gleam(8, "M454 160q-8 40 -36 70");
    });
}

fn clip_lamp(p: &mut Pen) {
    p.shadow((400, 500), 180);
    p.crate_of(Wood, (170, 404), (400, 26), 60);
    p.path(Wood.shade(), "M200 430h20v70h-20zM520 430h20v70h-20z");
    glow(p, (540, 200), 180);
    p.line(Dark.base(), 10, "M312 372c-40 -90 0 -220 130 -220");
    p.line(Dark.hi(), 3, "M308 368c-36 -90 4 -210 126 -214");
    p.path(Metal.lit(), "M280 360h64l10 44h-84z");
    p.path(Metal.shade(), "M270 430h84l-8 30h-66z");
    p.rect(Metal.deep(), (262, 396), (100, 12), 4);
    p.rect(Clay.base(), (270, 404), (84, 6), 2);
    p.turned_by(-28, (470, 160), |p| {
        p.path(Body.round(), "M446 108h56q4 60 54 108q-82 30 -164 0q50 -48 54 -108z");
        p.oval(Brass.hi(), (474, 216), (82, 15));
        p.oval(Paper.hi(), (474, 217), (44, 8));
        p.gleam(7, "M452 136q-4 36 -32 62");
    });
    p.line(Dark.base(), 5, "M312 460c0 70 -130 20 -150 80");
}

fn lantern(p: &mut Pen) {
    p.shadow((400, 488), 116);
    p.line(Metal.deep(), 9, "M316 178c-30 -130 198 -130 168 0");
    glow(p, (400, 330), 190);
    p.path(Body.round(), "M352 122h96l10 30 50 48H292l50 -48z");
    p.rect(Body.dim(), (292, 196), (216, 22), 6);
    p.veil(0.5, Glass.lit(), "M306 218h188v216H306z");
    p.veil(0.5, Brass.hi(), "M340 218h120v216H340z");
    p.rect(Paper.round(), (362, 340), (76, 96), 6);
    p.oval(Paper.hi(), (400, 341), (38, 8));
    p.path(Brass.base(), "M400 268c26 34 22 64 0 66c-22 -2 -26 -32 0 -66z");
    p.path(Paper.hi(), "M400 298c12 18 10 32 0 34c-10 -2 -12 -16 0 -34z");
    p.path(Body.shade(), "M304 214h14v226h-14zM482 214h14v226h-14zM394 214h12v50h-12z");
    p.path(Body.deep(), "M488 214h8v226h-8z");
    p.rect(Body.round(), (286, 434), (228, 32), 6);
    p.rect(Body.shade(), (298, 464), (204, 24), 4);
    p.gleam(7, "M334 240v150M350 140l-30 40");
}

fn wall_lamp(p: &mut Pen) {
    p.drop("M352 120h96v210h-96z");
    glow(p, (400, 380), 240);
    p.rect(Dark.lit(), (352, 110), (96, 200), 18);
    p.path(Dark.deep(), "M424 110h6q18 0 18 18v164q0 18 -18 18h-6z");
    p.line(Metal.deep(), 16, "M400 190c0 -60 100 -40 60 40");
    p.path(Body.round(), "M356 230h88q6 60 84 110H272q78 -50 84 -110z");
    p.rect(Body.dim(), (266, 336), (268, 22), 8);
    p.veil(0.75, Brass.hi(), "M316 358h168q0 96 -84 96t-84 -96z");
    p.disc(Paper.hi(), (400, 390), 34);
    p.line(Metal.shade(), 4, "M316 362q0 92 84 92t84 -92M400 362v92M352 362q4 70 48 92M448 362q-4 70 -48 92");
    p.disc(Accent.base(), (400, 140), 10);
    p.gleam(9, "M366 250q-6 44 -48 76");
}

fn pendant(p: &mut Pen) {
    glow(p, (400, 380), 250);
    p.line(Dark.base(), 6, "M400 0v160");
    p.rect(Brass.round(), (378, 150), (44, 58), 8);
    p.path(Body.round(), "M372 200h56c16 90 130 90 152 210q-180 44 -360 0c22 -120 136 -120 152 -210z");
    p.oval(Body.deep(), (400, 412), (180, 26));
    p.oval(Brass.hi(), (400, 414), (164, 21));
    p.disc(Paper.hi(), (400, 420), 32);
    p.path(Brass.round(), "M222 400q178 44 356 0l2 12q-180 44 -360 0z");
    p.gleam(11, "M366 236c-20 70 -90 80 -116 144");
}

fn paper_lantern(p: &mut Pen) {
    p.line(Dark.base(), 4, "M400 0v110");
    glow(p, (400, 310), 280);
    p.rect(Wood.base(), (356, 104), (88, 14), 6);
    let globe = "M400 112c120 0 196 92 196 196s-76 196 -196 196s-196 -92 -196 -196s76 -196 196 -196z";
    p.path(Body.lit(), globe);
    p.within(globe, |p| {
        p.veil(0.75, Paper.hi(), "M360 100c-120 60 -130 300 -20 400c120 0 190 -380 20 -400z");
        p.veil(0.4, Body.base(), "M470 110c120 90 120 300 -10 400h160V110z");
        for (y, bend) in [(146, 6), (184, 12), (222, 18), (262, 24), (304, 28), (346, 24), (386, 18), (424, 12), (462, 6)] {
            p.line(Body.base(), 3, &format!("M196 {y}q204 {bend} 408 0"));
        }
    });
    p.rect(Wood.shade(), (356, 498), (88, 12), 6);
    p.line(Accent.base(), 5, "M400 510v50");
    p.ball(Accent, (400, 566), 12);
}

fn bulb(p: &mut Pen) {
    p.shadow((400, FLOOR), 70);
    glow(p, (400, 230), 240);
    let glass = "M400 92c84 0 136 62 136 134c0 68 -62 92 -74 162H338c-12 -70 -74 -94 -74 -162c0 -72 52 -134 136 -134z";
    p.veil(0.8, Brass.hi(), glass);
    p.within(glass, |p| {
        p.veil(0.5, Brass.base(), "M470 100c90 80 60 200 -10 300h120V100z");
        p.line(Metal.base(), 4, "M376 390L352 262M424 390l24 -128");
        p.line(Clay.base(), 6, "M352 262q6 -30 14 -4t16 0t16 0t16 0t16 0t18 4");
    });
    p.line(Brass.base(), 4, glass);
    p.rect(Metal.round(), (340, 388), (120, 70), 12);
    p.line(Metal.deep(), 5, "M342 406q58 10 116 0M342 426q58 10 116 0M344 446q56 10 112 0");
    p.path(Body.round(), "M352 456h96l-18 28q-30 8 -60 0z");
    p.gleam(12, "M300 250q-12 -70 50 -114");
}

fn string_lights(p: &mut Pen) {
    let cords = ["M-10 130q200 150 410 40t420 10", "M-10 330q220 150 430 30t400 30"];
    for cord in cords {
        p.line(Dark.base(), 6, cord);
    }
    let bulbs = [
        (90, 190),
        (200, 220),
        (310, 208),
        (420, 162),
        (530, 124),
        (640, 124),
        (740, 160),
        (60, 380),
        (180, 420),
        (300, 414),
        (410, 366),
        (520, 328),
        (630, 334),
        (736, 370),
    ];
    for (n, (x, y)) in bulbs.into_iter().enumerate() {
        glow(p, (x, y + 54), 66);
        p.rect(Dark.shade(), (x - 11, y - 4), (22, 26), 5);
        let ink = [Body, Brass, Accent].into_iter().cycle().nth(n).unwrap_or(Body);
        p.path(ink.light(), &format!("M{} {}c-20 24 -14 58 11 60c25 -2 31 -36 11 -60z", x - 11, y + 22));
        p.path(ink.base(), &format!("M{} {}c18 20 14 56 -8 60c22 -2 30 -36 8 -60z", x + 9, y + 22));
        p.gleam(4, &format!("M{} {}q-6 14 -2 24", x - 9, y + 36));
    }
}

fn mushroom_lamp(p: &mut Pen) {
    p.shadow((400, FLOOR), 112);
    glow(p, (400, 300), 260);
    p.turned(Paper, 400, &[(270, 60), (380, 56), (440, 70), (466, 104), (478, 108)]);
    p.veil(0.5, Brass.hi(), "M341 280q59 16 118 0l-4 90q-55 10 -110 0z");
    p.path(Body.round(), "M204 278c0 -190 392 -190 392 0q0 20 -20 26q-176 40 -352 0q-20 -6 -20 -26z");
    p.path(Body.shade(), "M206 288q194 44 388 0q-4 14 -18 18q-176 40 -352 0q-14 -4 -18 -18z");
    p.path(Brass.hi(), "M250 306q150 26 300 0q-150 16 -300 0z");
    p.disc(Accent.base(), (400, 440), 8);
    p.gleam(12, "M238 254q22 -72 96 -92");
}

fn torch(p: &mut Pen) {
    p.shadow((400, 474), 200);
    p.veil(0.4, Brass.hi(), "M596 366L800 250v290L596 450z");
    p.veil(0.45, Brass.hi(), "M596 376L800 310v190L596 440z");
    p.rect(Body.base(), (186, 362), (300, 92), 16);
    p.rect(Body.light(), (186, 372), (300, 24), 10);
    p.rect(Body.shade(), (186, 424), (300, 30), 14);
    p.line(Body.deep(), 5, "M226 366v84M244 364v88M262 364v88M280 364v88");
    p.path(Dark.base(), "M486 366l60 -24h44q14 66 0 132h-44l-60 -24z");
    p.path(Dark.hi(), "M486 376l60 -20h46v14l-106 20z");
    p.oval(Metal.base(), (592, 408), (18, 66));
    p.oval(Brass.hi(), (594, 408), (13, 56));
    p.rect(Accent.dim(), (346, 350), (66, 20), 9);
    p.line(Accent.base(), 8, "M188 408c-60 -10 -80 60 -20 66s60 36 20 40");
}

fn candle(p: &mut Pen) {
    p.shadow((400, FLOOR), 124);
    glow(p, (400, 240), 170);
    let glass = "M282 276h236v180q0 30 -30 32q-88 10 -176 0q-30 -2 -30 -32z";
    p.path(Body.round(), glass);
    p.within(glass, |p| p.veil(0.4, Body.deep(), "M270 430q130 40 260 0v70H270z"));
    p.oval(Body.light(), (400, 276), (118, 20));
    p.oval(Paper.base(), (400, 280), (108, 16));
    p.oval(Paper.hi(), (392, 281), (84, 11));
    p.line(Dark.deep(), 5, "M400 280q-4 -14 2 -26");
    p.path(Brass.base(), "M402 182c30 38 26 76 0 78c-26 -2 -30 -40 0 -78z");
    p.path(Paper.hi(), "M402 220c14 18 12 36 0 38c-12 -2 -14 -20 0 -38z");
    p.path(Paper.lit(), "M334 336h132v104H334z");
    p.line(Body.shade(), 3, "M344 346h112v84H344z");
    p.leaf(Leaf, (400, 416), -26, 52);
    p.leaf(Leaf, (400, 416), 26, 52);
    p.gleam(9, "M302 316v110");
}

fn candlestick(p: &mut Pen) {
    for (x, y, tall, ink) in [(300, 480, 180, Body), (500, 492, 120, Body)] {
        p.shadow((x, y), 78);
        glow(p, (x, y - tall - 190), 110);
        p.rect(Accent.round(), (x - 17, y - tall - 130), (34, 130), 6);
        p.oval(Accent.light(), (x, y - tall - 129), (17, 4));
        p.line(Dark.deep(), 3, &format!("M{x} {}v-14", y - tall - 130));
        p.at((x, y - tall - 140), 100, |p| {
            p.path(Brass.base(), "M0 -46c20 26 16 46 0 48c-16 -2 -20 -22 0 -48z");
            p.path(Paper.hi(), "M0 -22c9 12 8 22 0 23c-8 -1 -9 -11 0 -23z");
        });
        p.turned(
            ink,
            x,
            &[
                (y - tall, 40),
                (y - tall + 14, 34),
                (y - tall + 30, 14),
                (y - tall / 2, 22),
                (y - 60, 12),
                (y - 24, 24),
                (y - 10, 72),
                (y - 2, 76),
            ],
        );
        p.oval(ink.light(), (x, y - tall), (40, 8));
        p.oval(ink.deep(), (x, y - tall + 1), (26, 5));
        p.gleam(5, &format!("M{} {}q6 -10 14 -14", x - 46, y - 10));
    }
}

fn bike_lamp(p: &mut Pen) {
    p.veil(0.4, Brass.hi(), "M250 230L-20 110v380L250 370z");
    p.drop("M250 200h300q40 0 40 40v120q0 40 -40 40H250z");
    p.rect(Dark.base(), (426, 380), (80, 110), 14);
    p.rect(Dark.hi(), (436, 388), (18, 90), 8);
    p.ring(Dark.shade(), 26, (466, 520), 54);
    p.path(Body.lit(), "M250 196h290q50 0 50 50v108q0 50 -50 50H250z");
    p.path(Body.shade(), "M250 352h338q-2 52 -48 52H250z");
    p.path(Metal.round(), "M222 182h56v236h-56q-18 -118 0 -236z");
    p.oval(Metal.deep(), (230, 300), (34, 118));
    p.oval(Brass.hi(), (228, 300), (27, 104));
    p.oval(Paper.hi(), (228, 300), (14, 60));
    p.rect(Accent.lit(), (360, 186), (96, 24), 12);
    p.line(Body.deep(), 5, "M500 250v100M520 250v100M540 250v100");
    p.gleam(9, "M300 226h180");
}
