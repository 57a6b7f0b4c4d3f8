//! Games, and what is played with out of doors.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Leaf, Leather, Metal, Paper, Red, Wood},
    },
    pen::Pen,
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("puzzle", Plain, puzzle),
    ("spinning-top", Table, spinning_top),
    ("kite", Plain, kite),
    ("game-box", Table, game_box),
    ("playing-cards", Plain, playing_cards),
    ("ball", Table, football),
    ("juggling-balls", Table, juggling_balls),
    ("skipping-rope", Plain, skipping_rope),
    ("badminton", Plain, badminton),
    ("frisbee", Table, frisbee),
];

fn puzzle(p: &mut Pen) {
    let piece = |p: &mut Pen, x: i32, y: i32, turn: i32, ink: Ink| {
        p.turned_by(turn, (x + 70, y + 70), |p| {
            p.at((x, y), 100, |p| {
                let d = "M0 0h50q-14 -36 20 -38t20 38h50v50q36 -14 38 20t-38 20v50h-50q12 34 -20 36t-20 -36H0V90q34 12 36 -20t-36 -20z";
                p.drop(d);
                p.path(ink.lit(), d);
                p.line(ink.light(), 4, "M4 46V4h42");
                p.line(ink.shade(), 4, "M138 100v36H96");
            });
        });
    };
    piece(p, 200, 120, 0, Body);
    piece(p, 348, 116, 3, Accent);
    piece(p, 204, 270, -2, Brass);
    piece(p, 350, 268, 0, Body);
    piece(p, 520, 210, 24, Clay);
    piece(p, 490, 390, -16, Accent);
    piece(p, 250, 430, 14, Leaf);
}

fn spinning_top(p: &mut Pen) {
    p.shadow((410, 488), 90);
    p.turned_by(10, (400, 480), |p| {
        p.rect(Wood.round(), (390, 120), (20, 130), 8);
        p.ball(Accent, (400, 116), 22);
        p.path(Metal.round(), "M386 440h28l-12 46h-4z");
        let body = "M400 236c110 0 190 40 190 76c0 50 -110 110 -176 138h-28c-66 -28 -176 -88 -176 -138c0 -36 80 -76 190 -76z";
        p.path(Body.round(), body);
        p.within(body, |p| {
            p.path(Accent.round(), "M200 330q200 60 400 0v30q-200 66 -400 0z");
            p.path(Brass.round(), "M200 372q200 66 400 0v12q-200 66 -400 0z");
            p.oval(Body.light(), (400, 288), (176, 46));
            p.oval(Brass.base(), (400, 284), (120, 29));
            p.oval(Accent.base(), (400, 280), (78, 18));
            p.oval(Paper.light(), (400, 276), (38, 9));
        });
    });
    p.gleam(8, "M236 340q20 30 56 56");
    p.line(Paper.hi(), 6, "M196 500q70 24 160 20M590 470q40 0 60 -16");
}

fn kite(p: &mut Pen) {
    p.turned_by(18, (430, 230), |p| {
        let shape = "M430 50l130 160 -130 240 -130 -240z";
        p.drop(shape);
        p.path(Body.light(), "M430 50L300 210h130z");
        p.path(Accent.base(), "M430 50l130 160H430z");
        p.path(Accent.light(), "M300 210l130 240V210z");
        p.path(Body.shade(), "M560 210L430 450V210z");
        p.line(Wood.shade(), 6, "M430 50v400M300 210h260");
        p.disc(Brass.base(), (430, 210), 15);
        p.line(Dark.base(), 4, "M430 450q-40 60 10 90t-30 90");
        for (x, y, ink) in [(416, 494, Clay), (434, 548, Brass), (420, 596, Body)] {
            p.path(ink.base(), &format!("M{x} {y}l-34 -16v32zM{x} {y}l34 -16v32z"));
        }
    });
    for (x, y, r) in [(150, 170, 40), (196, 180, 30), (112, 184, 26), (650, 420, 36), (692, 430, 26), (612, 432, 24)] {
        p.veil(0.8, Paper.hi(), &format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", x - r, 2 * r, 2 * r));
    }
}

fn game_box(p: &mut Pen) {
    p.shadow((400, 488), 230);
    p.crate_of(Wood, (196, 330), (360, 156), 80);
    p.path(Wood.deep(), "M210 328l70 -34h340l-64 34z");
    p.path(Wood.lit(), "M276 290l20 -150q180 -14 350 0l-10 150z");
    p.within("M300 168h320v106H290z", |p| {
        p.path(Paper.light(), "M280 150h360v140H280z");
        for row in 0..5 {
            for column in 0..13 {
                if (row + column) % 2 == 0 {
                    p.rect(Body.shade(), (292 + column * 26, 164 + row * 26), (26, 26), 0);
                }
            }
        }
    });
    for (x, ink) in [(300, Dark), (350, Paper), (404, Dark), (460, Paper)] {
        p.oval(ink.deep(), (x, 322), (26, 10));
        p.oval(ink.light(), (x - 1, 314), (26, 10));
    }
    p.rect(Brass.lit(), (350, 330), (52, 36), 6);
    p.line(Wood.shade(), 3, "M216 392h320M216 436h320");
    p.path(Body.base(), "M196 456h360v30H196zM556 456l80 -40v30l-80 40z");
    p.turned_by(12, (620, 470), |p| {
        p.crate_of(Paper, (590, 440), (50, 50), 20);
        for (x, y) in [(602, 452), (615, 465), (628, 478)] {
            p.disc(Clay.base(), (x, y), 6);
        }
    });
    p.turned_by(-10, (150, 470), |p| {
        p.rect(Dark.lit(), (110, 430), (46, 70), 6);
        p.disc(Paper.hi(), (133, 448), 5);
        p.disc(Paper.hi(), (122, 476), 5);
        p.disc(Paper.hi(), (144, 476), 5);
        p.line(Paper.hi(), 3, "M116 464h34");
    });
}

fn playing_cards(p: &mut Pen) {
    for (n, ink) in [(0, Dark), (1, Red), (2, Dark), (3, Red), (4, Accent)] {
        p.turned_by(-34 + n * 17, (400, 560), |p| {
            let card = "M310 130h180q14 0 14 14v260q0 14 -14 14H310q-14 0 -14 -14V144q0 -14 14 -14z";
            p.drop(card);
            p.path(Paper.lit(), card);
            if n == 4 {
                p.rect(Body.base(), (308, 142), (184, 264), 8);
                p.within("M316 150h168v248H316z", |p| {
                    for x in (250..560).step_by(24) {
                        p.line(Body.light(), 4, &format!("M{x} 140l120 270M{x} 410l120 -270"));
                    }
                });
                p.disc(Paper.hi(), (400, 274), 36);
                p.leaf(Body, (400, 302), 0, 56);
            } else {
                let heart = "M400 320c-90 -60 -60 -110 -26 -104q18 4 26 24q8 -20 26 -24c34 -6 64 44 -26 104z";
                let spade = "M400 210c90 60 64 106 28 100q-14 -2 -22 -16l12 36h-36l12 -36q-8 14 -22 16c-36 6 -62 -40 28 -100z";
                p.path(ink.base(), if n % 2 == 0 { spade } else { heart });
                p.at((208, 76), 30, |p| p.path(ink.base(), if n % 2 == 0 { spade } else { heart }));
            }
        });
    }
}

fn football(p: &mut Pen) {
    p.shadow((400, 482), 150);
    p.disc(Paper.deep(), (400, 312), 172);
    p.within("M228 312a172 172 0 1 0 344 0a172 172 0 1 0 -344 0z", |p| {
        p.disc(Paper.base(), (388, 298), 170);
        p.disc(Paper.hi(), (350, 252), 108);
        for d in [
            "M400 240l66 46 -24 76h-84l-24 -76z",
            "M400 130l70 20 -24 40h-92l-24 -40z",
            "M220 260l50 -26 26 60 -34 60 -50 -10z",
            "M590 250l-60 -16 -26 60 34 60 60 -10z",
            "M300 420l50 4 26 50 -40 40 -70 -40z",
            "M510 420l-60 4 -26 50 40 40 76 -40z",
        ] {
            p.path(Body.base(), d);
        }
        p.line(Paper.deep(), 4, "M400 240v-50M334 286l-64 -30M466 286l64 -22M358 362l-30 60M442 362l30 60M354 190l-84 44M446 190l84 44M296 354l32 68M504 354l-32 68M376 474h48");
        p.veil(0.3, Dark.deep(), "M560 180q40 200 -160 310h200V180z");
    });
    p.gleam(9, "M264 254q22 -56 72 -82");
}

fn juggling_balls(p: &mut Pen) {
    for ((x, y), ink, r) in [((270, 398), Body, 86), ((520, 398), Accent, 86), ((396, 410), Brass, 80)] {
        p.shadow((x, 484), r);
        p.ball(ink, (x, y), r);
        let d = format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", x - r, 2 * r, 2 * r);
        p.within(&d, |p| {
            p.veil(0.55, Paper.hi(), &format!("M{} {}q40 {r} -10 {}h50q40 -{r} 0 -{}z", x - 40, y - r, 2 * r, 2 * r));
            p.seam(ink.deep(), 3, &format!("M{} {}q40 {r} -10 {}M{} {}q40 {r} 0 {}", x - 40, y - r, 2 * r, x, y - r, 2 * r));
        });
    }
    p.line(Paper.deep(), 4, "M300 250q40 -90 120 -90");
    p.ball(Body, (440, 176), 62);
    p.seam(Body.deep(), 3, "M420 120q40 50 10 116M470 126q30 50 0 100");
}

fn skipping_rope(p: &mut Pen) {
    let rope = "M250 250C120 420 260 520 400 470S700 480 620 380S420 330 400 250S520 140 560 220";
    p.line(Accent.shade(), 16, rope);
    p.line(Accent.light(), 10, rope);
    p.seam(Accent.shade(), 3, rope);
    for (x, y, turn) in [(250, 240, 24), (566, 226, -14)] {
        p.turned_by(turn, (x, y), |p| {
            let grip = format!("M{} {y}q-8 -80 4 -140q18 -14 36 0q12 60 4 140q-22 12 -44 0z", x - 22);
            p.drop(&grip);
            p.path(Wood.round(), &grip);
            p.path(Body.round(), &format!("M{} {}h50v30h-50zM{} {}h42v16h-42z", x - 25, y - 60, x - 20, y - 110));
        });
    }
}

fn badminton(p: &mut Pen) {
    p.turned_by(-30, (400, 300), |p| {
        p.drop("M400 30c70 0 100 60 100 120s-40 120 -100 120s-100 -60 -100 -120s30 -120 100 -120z");
        p.within("M400 40a90 112 0 1 0 .1 0z", |p| {
            for n in 0..13 {
                p.line(Paper.deep(), 2, &format!("M{} 30v240M300 {}h200", 306 + n * 16, 44 + n * 18));
            }
        });
        p.line(Body.shade(), 16, "M400 38c64 0 92 56 92 114s-40 114 -92 114s-92 -56 -92 -114s28 -114 92 -114z");
        p.line(Body.light(), 5, "M398 36c-60 0 -92 56 -92 114s38 112 86 114");
        p.line(Body.base(), 14, "M372 262L400 320 428 262");
        p.rect(Metal.round(), (393, 310), (14, 120), 4);
        p.rect(Leather.round(), (384, 424), (32, 130), 10);
        p.line(Leather.deep(), 3, "M384 446l32 14M384 474l32 14M384 502l32 14M384 530l32 14");
    });
    p.turned_by(34, (560, 420), |p| {
        p.drop("M500 320h120l-36 120h-48z");
        p.path(Paper.lit(), "M496 320q20 -14 32 0q16 -14 32 0q16 -14 32 0q12 -14 32 0l-40 120h-48z");
        p.line(Paper.deep(), 3, "M528 320l16 120M560 320v120M592 320l-16 120M510 360h100M518 390h84");
        p.path(Accent.base(), "M532 430h56v16h-56z");
        p.path(Wood.light(), "M532 446h56q0 44 -28 44t-28 -44z");
    });
}

fn frisbee(p: &mut Pen) {
    p.shadow((400, 486), 150);
    p.turned_by(-14, (400, 330), |p| {
        p.oval(Body.deep(), (400, 356), (230, 74));
        p.oval(Body.shade(), (400, 346), (232, 76));
        p.oval(Body.base(), (398, 334), (230, 74));
        p.oval(Body.light(), (392, 326), (206, 62));
        p.oval(Body.base(), (394, 330), (186, 54));
        p.oval(Accent.base(), (394, 328), (130, 36));
        p.oval(Accent.light(), (390, 325), (112, 29));
        p.path(Paper.hi(), "M390 302l14 16 30 0 -20 14 8 20 -32 -12 -34 12 10 -20 -22 -14 32 0z");
        p.gleam(8, "M196 316q30 -36 90 -50");
    });
}
