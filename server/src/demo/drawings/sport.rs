//! For wheels, and for moving about.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Clay, Dark, Leather, Metal, Paper, Wood},
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("bike", Table, bike),
    ("touring-bike", Table, touring_bike),
    ("kids-bike", Table, kids_bike),
    ("helmet", Table, helmet),
    ("bell", Table, bell),
    ("pump", Plain, pump),
    ("lock", Plain, lock),
    ("saddle", Plain, saddle),
    ("puncture-box", Plain, puncture_box),
    ("flask", Table, flask),
    ("squeeze-bottle", Table, squeeze_bottle),
    ("yoga-mat", Table, yoga_mat),
    ("bike-basket", Table, bike_basket),
];

fn wheel(p: &mut Pen, center: (i32, i32), r: i32) {
    for turn in (0..180).step_by(20) {
        p.turned_by(turn, center, |p| p.line(Metal.light(), 2, &format!("M{} {}h{}", center.0 - r, center.1, 2 * r)));
    }
    p.ring(Dark.shade(), 14, center, r);
    p.ring(Metal.hi(), 4, center, r - 10);
    p.ring(Dark.hi(), 3, (center.0 - 1, center.1 - 1), r + 3);
    p.disc(Metal.deep(), center, 12);
    p.disc(Metal.hi(), (center.0 - 2, center.1 - 2), 6);
}

/// A frame between two wheels; what is behind it and in front of it makes the difference.
fn frame(p: &mut Pen, r: i32, step_through: bool) {
    let (back, front) = ((232, 476 - r), (574, 476 - r));
    for x in [back.0, front.0] {
        p.shadow((x, 484), 70);
    }
    wheel(p, back, r);
    wheel(p, front, r);
    let (y, crank) = (back.1, (380, back.1 + 8));
    let (seat, head) = ((350, y - 150), (528, y - 168));
    let top = if step_through {
        format!("M{} {}Q430 {} {} {}", head.0 + 6, head.1 + 40, y - 20, crank.0, crank.1 - 40)
    } else {
        format!("M{} {}L{} {}", seat.0 + 8, seat.1 + 24, head.0 + 2, head.1 + 14)
    };
    for (fill, width) in [(Body.shade(), 16), (Body.light(), 5)] {
        p.line(
            fill,
            width,
            &format!("M{} {y}L{} {}L{} {}M{} {y}L{} {}", back.0, crank.0, crank.1, seat.0, seat.1, back.0, seat.0 + 8, seat.1 + 30),
        );
        p.line(fill, width, &format!("M{} {}L{} {}", crank.0, crank.1, head.0 + 8, head.1 + 46));
        p.line(fill, width, &top);
        p.line(fill, width, &format!("M{} {}L{} {}", head.0, head.1, head.0 + 12, head.1 + 52));
    }
    p.line(Body.base(), 12, &format!("M{} {}Q{} {} {} {y}", head.0 + 12, head.1 + 52, head.0 + 24, y - 60, front.0));
    p.line(
        Metal.shade(),
        10,
        &format!("M{} {}L{} {}M{} {}L{} {}", seat.0, seat.1, seat.0 - 8, seat.1 - 26, head.0, head.1, head.0 - 8, head.1 - 34),
    );
    p.path(Leather.base(), &format!("M{} {}q60 -16 106 0q4 14 -30 14q-30 20 -60 8q-30 -4 -16 -22z", seat.0 - 62, seat.1 - 36));
    p.line(Leather.hi(), 5, &format!("M{} {}q50 -8 84 0", seat.0 - 50, seat.1 - 36));
    p.line(Metal.deep(), 11, &format!("M{} {}q40 -14 66 6q14 22 -22 30", head.0 - 12, head.1 - 36));
    p.line(Leather.base(), 15, &format!("M{} {}h30", head.0 + 12, head.1));
    p.line(
        Dark.hi(),
        5,
        &format!("M{} {}L{} {}M{} {}L{} {}", back.0, y - 10, crank.0, crank.1 - 24, back.0, y + 10, crank.0, crank.1 + 24),
    );
    p.ring(Metal.shade(), 8, crank, 26);
    p.line(Metal.deep(), 9, &format!("M{} {}l34 40", crank.0, crank.1));
    p.rect(Dark.base(), (crank.0 + 18, crank.1 + 38), (38, 10), 4);
    p.disc(Metal.hi(), crank, 9);
}

fn bike(p: &mut Pen) {
    p.line(Metal.base(), 9, "M158 350q10 -82 86 -90q40 0 60 30M494 350q10 -84 92 -88q50 2 68 40");
    frame(p, 104, true);
    p.path(Brass.base(), "M506 168q20 -22 40 0z");
}

fn touring_bike(p: &mut Pen) {
    frame(p, 112, false);
    p.line(Metal.deep(), 7, "M150 240h150M168 240l50 120M560 262h80M620 262l-40 90");
    p.path(Accent.lit(), "M150 250h96q8 0 8 10l-10 110q-2 12 -14 12h-70q-12 0 -14 -12l-6 -110q0 -10 10 -10z");
    p.path(Accent.shade(), "M140 262h116l-3 30H143z");
    p.rect(Brass.base(), (186, 282), (24, 16), 3);
    p.path(Accent.dim(), "M566 276h76q8 0 8 8l-8 84q-2 10 -12 10h-50q-10 0 -12 -10l-8 -84q0 -8 6 -8z");
    p.path(Clay.base(), "M150 226q70 -26 150 0v16H150z");
    p.line(Leather.deep(), 5, "M190 216v26M260 216v26");
}

fn kids_bike(p: &mut Pen) {
    p.feet((400, 480), 150, &[272, 532]);
    p.at((96, 120), 76, |p| frame(p, 92, true));
    p.path(Accent.lit(), "M470 216h96l-12 66h-72z");
    p.line(Accent.shade(), 4, "M476 236h84M480 256h76M498 216l4 66M534 216l-4 66");
    p.line(Body.base(), 4, "M500 196l24 -40M512 200l36 -24");
    p.path(Clay.base(), "M196 250v-120l70 26 -66 24z");
    p.line(Wood.shade(), 5, "M196 404V126");
}

fn helmet(p: &mut Pen) {
    p.shadow((400, 478), 196);
    p.line(Dark.base(), 12, "M280 400q40 90 100 76M520 400q-60 90 -140 76");
    p.rect(Dark.shade(), (360, 462), (40, 22), 6);
    let shell =
        "M196 400c-10 -150 90 -250 220 -246c120 4 200 90 196 220q0 26 -30 26q-50 0 -90 -18q-60 26 -140 18q-60 18 -120 14q-34 0 -36 -14z";
    p.path(Body.round(), shell);
    p.within(shell, |p| {
        p.path(Body.light(), "M230 300q40 -110 150 -130q-80 50 -110 150z");
        for d in [
            "M286 300q20 -90 90 -110l14 20q-50 30 -60 100z",
            "M380 300q0 -70 30 -100l24 4q-20 40 -16 100z",
            "M466 300q0 -60 -4 -90l24 10q20 40 20 90z",
            "M546 310q-10 -40 -30 -70q40 20 54 76z",
        ] {
            p.path(Dark.base(), d);
        }
        p.path(Body.shade(), "M190 380q90 30 190 -6q60 30 240 -16v60H190z");
        p.path(Accent.base(), "M190 356q100 30 190 -6q70 26 240 -18v14q-170 44 -240 18q-90 36 -190 8z");
    });
    p.gleam(9, "M240 310q20 -70 66 -100");
}

fn bell(p: &mut Pen) {
    p.shadow((400, FLOOR), 120);
    p.rect(Metal.round(), (366, 420), (68, 50), 8);
    p.path(Metal.deep(), "M330 464h140q10 0 10 12t-10 12H330q-10 0 -10 -12t10 -12z");
    p.path(Dark.base(), "M346 404h108v22H346z");
    p.path(Body.round(), "M232 396c0 -130 80 -220 168 -220s168 90 168 220z");
    p.path(Body.light(), "M270 380c0 -90 40 -160 96 -186c-40 50 -56 110 -58 186z");
    p.path(Body.shade(), "M226 388h348q10 22 -10 26H236q-20 -4 -10 -26z");
    p.ball(Metal, (400, 172), 22);
    p.line(Metal.deep(), 13, "M560 404q60 -4 70 -50");
    p.ball(Brass, (634, 340), 24);
    p.line(Accent.base(), 8, "M262 352q138 24 276 0");
    p.gleam(9, "M264 330q8 -60 40 -98");
    p.line(Metal.base(), 6, "M616 220q34 14 50 50M640 190q46 20 62 70");
}

fn pump(p: &mut Pen) {
    p.turned_by(-32, (400, 300), |p| {
        p.drop("M150 266h480v68H150z");
        p.rect(Metal.base(), (470, 284), (160, 28), 6);
        p.rect(Metal.hi(), (470, 289), (160, 8), 3);
        p.rect(Wood.lit(), (620, 250), (46, 100), 20);
        p.rect(Body.base(), (170, 262), (320, 72), 16);
        p.rect(Body.light(), (170, 270), (320, 22), 10);
        p.rect(Body.shade(), (170, 312), (320, 22), 10);
        p.rect(Brass.round(), (478, 256), (26, 84), 6);
        p.rect(Dark.base(), (146, 270), (34, 56), 8);
        p.rect(Paper.light(), (240, 284), (120, 28), 4);
        p.line(Accent.base(), 6, "M256 298h88");
    });
    p.line(Dark.base(), 16, "M190 430q-60 60 20 90t150 -20");
    p.line(Dark.hi(), 4, "M186 430q-54 56 22 84t146 -20");
    p.rect(Brass.base(), (350, 476), (54, 28), 8);
}

fn lock(p: &mut Pen) {
    let loop_ = "M290 330V220a110 110 0 0 1 220 0V330";
    p.drop("M250 320h300v170H250z");
    p.line(Dark.deep(), 44, loop_);
    p.line(Dark.base(), 34, loop_);
    p.line(Dark.hi(), 8, "M282 330V220a118 118 0 0 1 60 -100");
    p.rect(Body.shade(), (240, 322), (320, 168), 28);
    p.rect(Body.lit(), (240, 316), (320, 160), 28);
    p.path(Body.shade(), "M240 430h320v18q0 28 -28 28H268q-28 0 -28 -28z");
    p.disc(Metal.shade(), (400, 392), 38);
    p.disc(Metal.light(), (397, 389), 32);
    p.path(Dark.deep(), "M394 374h12v36h-12z");
    p.gleam(8, "M262 350q2 -14 20 -16h90");
    p.turned_by(20, (620, 440), |p| {
        p.ring(Brass.base(), 12, (620, 420), 28);
        p.line(Brass.base(), 12, "M620 450v80M620 500h20M620 522h16");
    });
}

fn saddle(p: &mut Pen) {
    p.turned_by(-8, (400, 300), |p| {
        let top = "M650 290q-40 -30 -160 -34q-80 -70 -220 -86q-70 2 -80 60q-10 60 10 130q40 60 130 30q120 -50 180 -50q120 0 150 -26q10 -14 -10 -24z";
        p.line(Metal.deep(), 12, "M250 390q120 60 330 -60M250 410q140 70 330 -60");
        p.drop(top);
        p.path(Leather.lit(), top);
        p.within(top, |p| {
            p.veil(0.5, Leather.shade(), "M190 340q60 60 150 10t310 -60v80H190z");
            p.veil(0.4, Leather.hi(), "M220 200q60 -40 160 20t220 50q-130 10 -220 -10t-160 -60z");
        });
        for (x, y) in [(214, 226), (208, 270), (212, 314), (228, 350), (624, 300)] {
            p.disc(Brass.shade(), (x, y), 10);
            p.disc(Brass.light(), (x - 2, y - 2), 7);
        }
        p.seam(Body.base(), 4, "M250 190q100 10 190 80q100 16 180 20");
        p.seam(Body.base(), 4, "M236 366q60 20 160 -30q70 -24 210 -20");
    });
    for x in [330, 380] {
        p.line(Metal.shade(), 7, &format!("M{x} 440q-20 20 0 34t20 34t-10 30"));
    }
}

fn puncture_box(p: &mut Pen) {
    let tin = "M170 190h300q26 0 26 26v200q0 26 -26 26H170q-26 0 -26 -26V216q0 -26 26 -26z";
    p.turned_by(-8, (320, 310), |p| {
        p.drop(tin);
        p.path(Metal.shade(), "M170 200h306q26 0 26 26v200q0 26 -26 26H170z");
        p.path(Body.lit(), tin);
        p.line(Body.light(), 5, "M168 204h300q14 0 14 14v190");
        p.disc(Paper.hi(), (320, 314), 82);
        p.ring(Dark.base(), 9, (284, 326), 28);
        p.ring(Dark.base(), 9, (358, 326), 28);
        p.line(Accent.base(), 7, "M284 326l24 -44h42l8 44M308 282l18 44h32M300 276h18M346 276l20 -8");
    });
    for (x, y, r) in [(560, 190, 44), (640, 260, 34), (566, 300, 30)] {
        p.disc(Clay.base(), (x, y), r);
        p.disc(Dark.base(), (x, y), r * 7 / 10);
    }
    p.turned_by(22, (600, 400), |p| {
        p.drop("M570 350h60v120h-60z");
        p.path(Paper.lit(), "M568 350h64v110l-18 16h-28l-18 -16z");
        p.path(Accent.base(), "M568 380h64v40h-64z");
        p.rect(Dark.base(), (584, 474), (32, 34), 5);
    });
    p.turned_by(-16, (360, 510), |p| {
        p.drop("M230 500h250v22H230z");
        p.path(Accent.base(), "M230 498h230q30 0 36 -18q10 20 -8 38q-10 8 -28 8H230q-14 -14 0 -28z");
    });
}

fn flask(p: &mut Pen) {
    p.shadow((400, FLOOR), 84);
    p.turned(Body, 400, &[(190, 42), (214, 60), (244, 82), (300, 84), (476, 80)]);
    p.turned(Metal, 400, &[(150, 40), (186, 42)]);
    p.turned(Wood, 400, &[(110, 42), (122, 46), (152, 46)]);
    p.oval(Wood.light(), (399, 111), (41, 7));
    p.line(Dark.base(), 9, "M362 124q-40 -60 38 -66t38 66");
    for (n, y) in [(0, 270), (1, 300), (0, 330), (1, 360), (0, 390), (1, 420)] {
        p.line(Paper.light(), 4, &format!("M{} {y}h{}", 452 - n * 16, 18 + n * 16));
    }
    p.path(Metal.round(), "M320 448q80 24 160 0v22q0 8 -4 10q-76 16 -152 0q-4 -2 -4 -10z");
    p.path(Paper.hi(), "M346 330l28 -44 18 26 12 -16 26 34z");
    p.gleam(10, "M334 270v160");
}

fn squeeze_bottle(p: &mut Pen) {
    p.shadow((400, FLOOR), 92);
    p.turned(Body, 400, &[(206, 84), (240, 92), (286, 90), (316, 76), (344, 78), (370, 92), (476, 86)]);
    p.turned(Dark, 400, &[(170, 62), (186, 84), (212, 88)]);
    p.rect(Dark.round(), (374, 128), (52, 46), 8);
    p.rect(Accent.round(), (382, 96), (36, 40), 8);
    p.line(Accent.shade(), 7, "M330 186q-60 -20 -50 -60t90 -20");
    p.path(Paper.round(), "M310 390q90 26 180 0v50q-88 24 -176 0z");
    p.line(Dark.hi(), 4, "M332 424q60 14 110 2");
    p.line(Body.shade(), 4, "M326 320q74 20 148 0M326 336q74 20 148 0");
    p.veil(0.35, Body.light(), "M452 236h18v60h-18zM456 374h16v90h-16z");
    p.gleam(9, "M326 236v56M328 370v16");
}

fn yoga_mat(p: &mut Pen) {
    p.shadow((400, 486), 230);
    p.path(Body.light(), "M190 486l70 -60h400l40 60z");
    p.line(Body.base(), 4, "M214 474h460");
    p.rect(Body.base(), (200, 300), (380, 150), 75);
    p.rect(Body.light(), (214, 312), (366, 40), 20);
    p.rect(Body.shade(), (214, 404), (366, 46), 22);
    for x in [290, 460] {
        p.path(Accent.base(), &format!("M{x} 298h30q14 76 0 154h-30q14 -78 0 -154z"));
        p.path(Accent.light(), &format!("M{x} 298h30q6 20 8 40h-32q-2 -20 -6 -40z"));
    }
    p.line(Accent.shade(), 12, "M306 300q90 -160 170 0");
    p.oval(Body.deep(), (578, 375), (42, 76));
    p.oval(Body.base(), (578, 375), (34, 64));
    p.line(Body.deep(), 5, "M578 322c40 14 34 100 -2 104c-30 -6 -28 -80 4 -80c18 8 16 50 -2 52c-12 -4 -10 -26 0 -28");
}

fn bike_basket(p: &mut Pen) {
    p.shadow((400, FLOOR), 160);
    for (x, top, turn) in [(300, 110, -10), (372, 76, -3), (440, 92, 5), (506, 120, 12)] {
        p.turned_by(turn, (x, 260), |p| {
            p.rect(Clay.round(), (x - 27, top), (54, 180), 27);
            for y in [top + 34, top + 72, top + 110] {
                p.line(Paper.shade(), 7, &format!("M{} {y}l24 -16", x - 12));
            }
        });
    }
    p.path(Body.lit(), "M232 250q60 -44 168 -20t168 20z");
    p.line(Body.shade(), 4, "M270 240q60 -20 120 -4M430 240q50 -8 100 4");
    let body = "M216 250h368l-34 210q-4 24 -30 26H280q-26 -2 -30 -26z";
    p.path(Wood.lit(), body);
    p.within(body, |p| {
        for row in 0..9 {
            for column in 0..13 {
                let (x, y) = (206 + column * 32 + (row % 2) * 16, 276 + row * 26);
                p.rect(if (row + column) % 2 == 0 { Wood.shade() } else { Wood.base() }, (x, y), (28, 14), 7);
            }
        }
        p.veil(0.3, Wood.deep(), "M500 240h100v260h-130q40 -120 30 -260z");
    });
    p.rect(Wood.round(), (204, 236), (392, 30), 14);
    for x in [330, 470] {
        p.rect(Leather.lit(), (x - 13, 232), (26, 84), 5);
        p.rect(Brass.base(), (x - 17, 276), (34, 20), 4);
        p.rect(Leather.deep(), (x - 9, 282), (18, 8), 2);
    }
}
