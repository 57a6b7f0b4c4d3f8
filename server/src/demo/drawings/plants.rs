//! What grows, and what it grows in.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Leather, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("plant", Table, monstera),
    ("herb-pot", Table, herb_pot),
    ("fern", Table, fern),
    ("rosemary", Table, rosemary),
    ("succulent", Table, succulent),
    ("cactus", Table, cactus),
    ("pots", Table, pots),
    ("bulbs", Table, bulbs),
    ("seeds", Plain, seeds),
    ("seed-ball", Table, seed_ball),
    ("olive-tree", Table, olive_tree),
    ("orchid", Table, orchid),
];

/// A flower pot with its rim, and earth in it.
fn pot(p: &mut Pen, ink: Ink, (cx, y): (i32, i32), (r, h): (i32, i32)) {
    p.turned(ink, cx, &[(y - h, r), (y - h / 2, r * 17 / 20), (y - 6, r * 14 / 20)]);
    p.path(
        ink.round(),
        &format!(
            "M{} {}a{} {} 0 0 0 {} 0v{}a{} {} 0 0 1 -{} 0z",
            cx - r - 8,
            y - h,
            r + 8,
            r / 6,
            2 * r + 16,
            h / 5,
            r + 8,
            r / 6,
            2 * r + 16
        ),
    );
    p.oval(ink.light(), (cx, y - h), (r + 8, r / 6));
    p.oval(Leather.deep(), (cx, y - h + 1), (r, r / 8));
    p.veil(
        0.3,
        ink.deep(),
        &format!("M{} {}a{} {} 0 0 0 {} 0v8a{} {} 0 0 1 -{} 0z", cx - r, y - h + h / 5, r, r / 6, 2 * r, r, r / 6, 2 * r),
    );
}

fn monstera(p: &mut Pen) {
    p.shadow((400, FLOOR), 100);
    for (x, y, turn) in [(300, 250, -52), (510, 240, 50), (346, 150, -22), (470, 140, 24), (404, 220, 2)] {
        p.line(Leaf.deep(), 6, &format!("M400 350Q{} 320 {x} {y}", (x + 400) / 2));
        p.turned_by(turn, (x, y), |p| {
            p.at((x, y), 100, |p| {
                p.path(Leaf.base(), "M0 30c-90 0 -100 -80 -60 -130l20 26 -4 -46q20 -24 44 -34v184z");
                p.path(Leaf.shade(), "M0 30c90 0 100 -80 60 -130l-20 26 4 -46q-20 -24 -44 -34v184z");
                p.line(Leaf.light(), 3, "M0 26V-130M0 -20l-44 -30M0 -20l44 -30M0 -60l-30 -24M0 -60l30 -24");
            });
        });
    }
    pot(p, Body, (400, 480), (98, 140));
    p.gleam(8, "M322 390l10 70");
}

fn herb_pot(p: &mut Pen) {
    p.shadow((400, FLOOR), 118);
    p.path(Clay.dim(), "M282 470h236l-14 22q-104 16 -208 0z");
    for (x, turn) in [(350, -30), (450, 30), (380, -12), (420, 12), (400, 0), (330, -48), (470, 48)] {
        p.turned_by(turn, (400, 330), |p| {
            p.line(Leaf.shade(), 5, &format!("M400 340Q{x} 260 400 190"));
            for (y, long) in [(300, 66), (256, 72), (214, 60)] {
                p.leaf(Leaf, (400, y), 64, long);
                p.leaf(Leaf, (400, y), -64, long);
            }
            p.leaf(Leaf, (400, 200), 18, 56);
            p.leaf(Leaf, (400, 200), -20, 52);
        });
    }
    pot(p, Clay, (400, 478), (98, 146));
    p.path(Paper.hi(), "M360 396h84v48h-84z");
    p.line(Body.base(), 5, "M374 412h56M374 428h36");
}

fn fern(p: &mut Pen) {
    p.shadow((400, FLOOR), 100);
    for (n, turn) in [-96, -74, 96, 74, -52, 52, -30, 30, -10, 12].into_iter().enumerate() {
        let long = 200 - i32::try_from(n).unwrap_or(0) % 3 * 18;
        p.turned_by(turn, (400, 344), |p| {
            p.line(Leaf.deep(), 4, &format!("M400 344q12 -{} 0 -{long}", long / 2));
            for step in 1..12 {
                let y = 344 - long * step / 12;
                let size = 44 - (step - 4) * (step - 4) / 2;
                p.turned_by(58, (404, y), |p| p.oval(Leaf.base(), (404, y - size / 2), (7, size / 2)));
                p.turned_by(-58, (404, y), |p| {
                    p.oval(if step % 2 == 0 { Leaf.light() } else { Leaf.shade() }, (404, y - size / 2), (7, size / 2))
                });
            }
        });
    }
    pot(p, Body, (400, 480), (94, 134));
    p.path(Body.light(), "M314 420q86 26 172 0v10q-86 26 -172 0z");
    p.gleam(8, "M322 392l8 60");
}

fn rosemary(p: &mut Pen) {
    p.shadow((400, FLOOR), 116);
    for (turn, long) in [(-46, 200), (44, 196), (-26, 240), (26, 236), (-8, 264), (10, 258), (-62, 150), (60, 150)] {
        p.turned_by(turn, (400, 352), |p| {
            p.line(Wood.deep(), 6, &format!("M400 352v-{long}"));
            // The needles of one side are one path.
            let needles = |needle: &str| (352 - long..340).step_by(14).map(|y| format!("M400 {y}{needle}")).collect::<String>();
            p.line(Leaf.shade(), 6, &needles("l22 -16"));
            p.line(Leaf.base(), 6, &needles("l-22 -16"));
            p.line(Leaf.light(), 5, &needles("l-8 -20"));
            p.disc(Accent.base(), (390, 372 - long), 8);
            p.disc(Accent.light(), (408, 384 - long), 7);
        });
    }
    p.turned(Clay, 400, &[(344, 124), (400, 130), (450, 104), (476, 92)]);
    p.oval(Clay.light(), (400, 344), (124, 21));
    p.oval(Leather.deep(), (400, 346), (112, 16));
    p.path(Body.round(), "M271 396q129 36 258 0v20q-129 36 -258 0z");
}

fn succulent(p: &mut Pen) {
    p.shadow((400, FLOOR), 140);
    p.veil(0.7, Glass.lit(), "M270 324h250v162H270z");
    p.within("M270 324h250v162H270z", |p| {
        p.path(Leather.shade(), "M270 372h250v60H270z");
        p.path(Paper.deep(), "M270 424h250v70H270z");
        for x in (278..520).step_by(26) {
            p.oval(Paper.shade(), (x, 446 + x % 7 * 3), (14, 10));
            p.oval(Clay.hi(), (x + 10, 470), (12, 9));
        }
    });
    p.path(Glass.shade(), "M520 324l36 -22v162l-36 22z");
    for (ring, r) in [(12, 150), (10, 116), (8, 84), (6, 52)] {
        for n in 0..ring {
            let turn = -84 + n * 168 / (ring - 1);
            p.turned_by(turn, (400, 338), |p| {
                p.path(Leaf.base(), &format!("M400 338q-44 -{} 0 -{r}q44 {} 0 {r}z", r / 2, r / 2));
                p.path(Leaf.light(), &format!("M400 338q-40 -{} 0 -{r}q-4 {} 0 {r}z", r / 2, r / 2));
                p.disc(Body.base(), (400, 344 - r), 6);
            });
        }
    }
    p.line(Glass.deep(), 4, "M270 324h250v162H270zM520 324l36 -22v162l-36 22");
    p.gleam(8, "M290 350v110");
}

fn cactus(p: &mut Pen) {
    p.shadow((400, FLOOR), 100);
    p.line(Leaf.shade(), 46, "M330 268q-70 10 -70 -70v-20M470 240q66 6 66 -64v-40");
    p.line(Leaf.base(), 24, "M330 262q-62 8 -64 -66v-18M470 234q58 4 58 -60v-38");
    p.rect(Leaf.round(), (336, 110), (128, 260), 64);
    p.line(Leaf.deep(), 4, "M372 128v220M400 116v240M428 128v220");
    for y in (140..340).step_by(34) {
        for x in [356, 386, 414, 444] {
            p.line(Paper.hi(), 3, &format!("M{x} {y}l-8 -6M{x} {y}l8 -6M{x} {y}v-10"));
        }
    }
    for turn in [-60, -30, 0, 30, 60] {
        p.turned_by(turn, (400, 114), |p| p.oval(Accent.base(), (400, 90), (11, 24)));
    }
    p.disc(Brass.base(), (400, 108), 10);
    pot(p, Body, (400, 480), (96, 136));
    p.path(Paper.round(), "M316 414q84 24 168 0l-4 22q-80 22 -160 0z");
    p.gleam(8, "M322 388l8 70");
}

fn pots(p: &mut Pen) {
    p.shadow((520, 462), 76);
    pot(p, Clay, (520, 460), (80, 130));
    p.shadow((290, 474), 118);
    pot(p, Clay, (290, 472), (116, 200));
    p.path(Body.round(), "M188 340q102 30 204 0l-4 26q-98 28 -196 0z");
    p.shadow((440, 500), 60);
    pot(p, Body, (440, 498), (62, 100));
    for (turn, long) in [(-40, 90), (-10, 130), (20, 120), (46, 84)] {
        p.leaf(Leaf, (290, 274), turn, long);
    }
    p.gleam(8, "M204 320l12 120");
}

fn bulbs(p: &mut Pen) {
    p.shadow((400, 484), 200);
    p.crate_of(Wood, (200, 380), (350, 104), 60);
    p.path(Wood.deep(), "M214 378l52 -26h330l-50 26z");
    for (x, y, r) in [(270, 352, 40), (350, 342, 44), (434, 346, 42), (514, 346, 40), (310, 316, 36), (394, 300, 40), (476, 312, 36)] {
        p.path(
            Clay.dim(),
            &format!(
                "M{x} {}c-{} -6 -{} -{} 0 -{}c{} {} {} {} 0 {}z",
                y + r,
                r * 13 / 10,
                r,
                r * 13 / 10,
                r * 2,
                r,
                r * 7 / 10,
                r * 13 / 10,
                r * 19 / 10,
                r * 2
            ),
        );
        p.path(Clay.light(), &format!("M{} {}c-{} -20 -{} -40 0 -{}z", x - r / 6, y + r - 10, r / 2, r / 2, r * 3 / 2));
        p.line(Clay.shade(), 3, &format!("M{x} {}q14 {} 2 {}", y - r, r, r * 2 - 8));
    }
    p.path(Wood.lit(), "M200 380h350v44H200z");
    p.path(Wood.light(), "M200 436h350v48H200z");
    p.line(Wood.shade(), 4, "M200 430h350M240 384v96M510 384v96");
    for (x, ink) in [(394, Body), (310, Accent)] {
        let top = if x == 394 { 110 } else { 160 };
        p.line(Leaf.shade(), 8, &format!("M{x} 300V{top}"));
        p.leaf(Leaf, (x, 280), 24, 110);
        p.leaf(Leaf, (x, 280), -26, 100);
        p.path(ink.base(), &format!("M{} {top}q-10 -50 14 -70q10 14 24 0q10 12 24 0q16 30 6 70q-34 26 -68 0z", x - 34));
        p.path(ink.light(), &format!("M{} {top}q-10 -50 14 -70q14 30 12 82q-16 0 -26 -12z", x - 34));
    }
}

fn seeds(p: &mut Pen) {
    for (turn, ink, n) in [(-14, Accent, 0), (12, Body, 1)] {
        let x = 210 + n * 180;
        p.turned_by(turn, (x + 100, 300), |p| {
            let packet = format!("M{x} 110h200v310H{x}z");
            p.drop(&packet);
            p.path(Paper.lit(), &packet);
            p.path(ink.lit(), &format!("M{x} 110h200v66H{x}z"));
            p.line(Paper.light(), 9, &format!("M{} 144h120", x + 40));
            let (cx, cy) = (x + 100, 270);
            p.line(Leaf.shade(), 7, &format!("M{cx} 400V{cy}"));
            p.leaf(Leaf, (cx, 380), 50, 70);
            p.leaf(Leaf, (cx, 380), -50, 70);
            for petal in 0..8 {
                p.turned_by(petal * 45, (cx, cy), |p| p.oval(ink.base(), (cx, cy - 40), (17, 32)));
            }
            p.disc(Leather.shade(), (cx, cy), 24);
            p.disc(Brass.base(), (cx - 3, cy - 3), 14);
        });
    }
    for (x, y) in [(330, 480), (370, 500), (420, 484), (300, 510), (460, 506), (394, 528), (500, 490)] {
        p.oval(Leather.shade(), (x, y), (12, 7));
        p.oval(Leather.hi(), (x - 3, y - 2), (6, 3));
    }
}

fn seed_ball(p: &mut Pen) {
    p.shadow((400, 486), 150);
    p.ball(Clay, (330, 406), 82);
    p.ball(Leather, (500, 424), 64);
    p.ball(Clay, (412, 324), 76);
    for (x, y) in [
        (300, 380),
        (350, 430),
        (322, 446),
        (366, 392),
        (390, 300),
        (430, 340),
        (446, 300),
        (400, 350),
        (488, 410),
        (520, 440),
        (500, 460),
        (290, 420),
        (420, 370),
        (530, 400),
    ] {
        p.oval(Brass.light(), (x, y), (7, 4));
        p.oval(Leather.deep(), (x + 14, y - 12), (4, 5));
    }
    p.line(Leaf.shade(), 6, "M412 252q-4 -60 14 -100");
    p.leaf(Leaf, (418, 200), 54, 62);
    p.leaf(Leaf, (416, 214), -50, 58);
    for petal in [0, 72, 144, 216, 288] {
        p.turned_by(petal, (428, 140), |p| p.oval(Body.base(), (428, 116), (14, 22)));
    }
    p.disc(Brass.base(), (428, 140), 13);
}

fn olive_tree(p: &mut Pen) {
    p.shadow((400, FLOOR), 104);
    p.line(Wood.deep(), 18, "M400 370q-14 -60 6 -130");
    p.line(Wood.shade(), 9, "M404 270q-50 -40 -70 -90M404 250q50 -30 70 -90M406 250q-6 -60 4 -120");
    for n in 0..34 {
        let (x, y) = (280 + n * 97 % 240, 96 + n * 61 % 170);
        if (x - 400) * (x - 400) + (y - 180) * (y - 180) < 15_500 {
            p.leaf(Leaf, (x, y + 20), n * 53 % 200 - 100, 46 + n % 3 * 8);
        }
    }
    for (x, y) in [(340, 190), (430, 150), (460, 220), (380, 130), (350, 240)] {
        p.ball(Dark, (x, y), 12);
    }
    p.turned(Body, 400, &[(360, 108), (420, 112), (476, 84)]);
    p.oval(Body.light(), (400, 360), (108, 18));
    p.oval(Leather.deep(), (400, 362), (97, 13));
    p.gleam(8, "M308 386q-2 40 12 70");
}

fn orchid(p: &mut Pen) {
    p.shadow((400, FLOOR), 92);
    p.line(Leaf.shade(), 6, "M396 360c-20 -120 0 -240 90 -250q70 -4 100 50");
    p.line(Wood.base(), 5, "M388 360V160");
    for (x, y, size) in [(440, 136, 90), (500, 120, 100), (560, 146, 90), (400, 186, 76)] {
        p.at((x, y), size, |p| {
            for turn in [0, 120, 240] {
                p.turned_by(turn, (0, 0), |p| p.oval(Body.light(), (0, -28), (17, 28)));
            }
            for turn in [70, -70] {
                p.turned_by(turn, (0, 0), |p| p.oval(Body.hi(), (0, -32), (26, 30)));
            }
            p.path(Body.shade(), "M-10 -4q10 -14 20 0q6 26 -10 34q-16 -8 -10 -34z");
            p.disc(Brass.base(), (0, 0), 6);
        });
    }
    p.ball(Leaf, (600, 172), 14);
    for (turn, long) in [(-70, 160), (66, 150), (-38, 120), (40, 116)] {
        p.leaf(Leaf, (396, 364), turn, long);
    }
    p.turned(Accent, 400, &[(356, 88), (420, 84), (476, 70)]);
    p.rim(Accent, (400, 356), 88);
    p.oval(Wood.deep(), (400, 359), (76, 9));
    p.line(Metal.light(), 3, "M380 220h14");
    p.gleam(8, "M328 384l6 70");
}
