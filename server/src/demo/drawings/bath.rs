//! For the bath.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Clay, Dark, Glass, Ground, Leaf, Metal, Paper, Wood, Yellow},
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("towels", Table, towels),
    ("soap", Table, soap),
    ("dispenser", Table, dispenser),
    ("bath-brush", Plain, bath_brush),
    ("tumbler", Table, tumbler),
    ("bath-mat", Plain, bath_mat),
    ("bathrobe", Plain, bathrobe),
    ("shaving-set", Table, shaving_set),
    ("sponge", Table, sponge),
    ("duck", Table, duck),
    ("hot-water-bottle", Plain, hot_water_bottle),
    ("comb", Plain, comb),
    ("cream", Table, cream),
    ("laundry-basket", Table, laundry_basket),
];

fn towels(p: &mut Pen) {
    p.shadow((400, 486), 200);
    for (y, ink) in [(418, Body), (348, Paper), (278, Accent), (208, Body)] {
        p.path(ink.round(), &format!("M238 {y}h330q30 34 0 68H238q-34 -34 0 -68z"));
        p.line(ink.deep(), 4, &format!("M244 {}h316", y + 34));
        p.line(ink.light(), 5, &format!("M246 {}h300M246 {}h300", y + 8, y + 42));
        p.veil(0.3, ink.deep(), &format!("M226 {}h350q-2 8 -8 14H238q-8 -6 -12 -14z", y + 54));
    }
    p.path(Paper.light(), "M330 208h14v68h-14zM352 208h6v68h-6z");
    p.path(Brass.light(), "M330 418h14v68h-14zM352 418h6v68h-6z");
    p.leaf(Leaf, (420, 206), 60, 90);
    p.leaf(Leaf, (420, 206), 96, 80);
    p.leaf(Leaf, (420, 206), 30, 70);
}

fn soap(p: &mut Pen) {
    p.shadow((400, 480), 200);
    p.path(Wood.dim(), "M206 428h388l-24 50H230z");
    p.path(Wood.light(), "M196 410h408q10 18 -8 26H204q-18 -8 -8 -26z");
    p.line(Wood.shade(), 4, "M250 412v22M310 412v22M370 412v22M430 412v22M490 412v22M550 412v22");
    p.path(Body.dim(), "M246 330q0 -20 24 -20h260q24 0 24 20v62q0 24 -28 24H274q-28 0 -28 -24z");
    p.path(Body.light(), "M246 332q0 -34 40 -36h228q40 2 40 36q0 30 -36 30H282q-36 0 -36 -30z");
    p.path(Body.base(), "M290 312h220q20 0 20 16t-20 16H290q-20 0 -20 -16t20 -16z");
    p.path(Body.light(), "M292 318h216q14 0 14 11t-14 11H292q-14 0 -14 -11t14 -11z");
    p.leaf(Leaf, (380, 336), 80, 54);
    p.leaf(Leaf, (420, 322), -80, 54);
    for (x, y, r) in [(566, 300, 32), (606, 340, 22), (548, 248, 18), (600, 262, 12), (230, 392, 20), (204, 372, 12)] {
        p.veil(0.55, Glass.light(), &format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", x - r, 2 * r, 2 * r));
        p.gleam(4, &format!("M{} {}q2 -{} {} -{}", x - r * 6 / 10, y, r / 2, r / 2, r * 6 / 10));
    }
}

fn dispenser(p: &mut Pen) {
    p.shadow((400, FLOOR), 92);
    let bottle = p.turned(Body, 400, &[(220, 34), (244, 70), (280, 92), (380, 94), (476, 90)]);
    p.within(&bottle, |p| {
        p.path(Paper.hi(), "M300 320q100 34 200 0v110q-100 34 -200 0z");
        p.line(Body.shade(), 6, "M340 366q60 18 120 0");
        p.line(Body.base(), 4, "M360 392q40 10 80 0");
        p.veil(0.25, Body.deep(), "M440 300h70v160h-70z");
    });
    p.rect(Dark.round(), (366, 190), (68, 40), 8);
    p.rect(Dark.base(), (390, 130), (20, 64), 4);
    p.path(Dark.lit(), "M300 116q-10 30 -2 44h14q0 -18 12 -20h104q14 0 14 -14v-4q0 -14 -14 -14H318q-12 0 -18 8z");
    p.gleam(9, "M326 286v170");
    p.leaf(Leaf, (530, 484), 60, 80);
    p.leaf(Leaf, (530, 484), 84, 70);
}

fn bath_brush(p: &mut Pen) {
    p.turned_by(-34, (400, 300), |p| {
        p.drop("M80 286q120 -14 240 -6q60 -60 220 -56q130 0 150 76q-20 76 -150 76q-160 4 -220 -56q-120 10 -240 -6q-18 -14 0 -28z");
        p.path(
            Wood.lit(),
            "M80 286q120 -14 240 -6q60 -60 220 -56q130 0 150 76q-20 76 -150 76q-160 4 -220 -56q-120 10 -240 -6q-18 -14 0 -28z",
        );
        p.path(Wood.shade(), "M80 312q120 8 242 4q60 46 218 44q120 0 148 -50q-20 66 -148 66q-160 4 -220 -56q-120 10 -240 -6q-6 -2 -10 -8z");
        p.disc(Ground.base(), (106, 300), 8);
        p.line(Body.base(), 7, "M106 300q-60 -60 -60 0t60 0");
        for row in 0..5 {
            for column in 0..9 {
                let (x, y) = (404 + column * 30 + (row % 2) * 14, 256 + row * 22);
                if (x - 540) * (x - 540) / 4 + (y - 300) * (y - 300) * 4 < 17_000 {
                    p.disc(Wood.deep(), (x, y), 9);
                    p.disc(Paper.light(), (x - 2, y - 3), 8);
                    p.disc(Paper.shade(), (x, y), 4);
                }
            }
        }
        p.rect(Body.dim(), (300, 268), (34, 64), 10);
    });
}

fn tumbler(p: &mut Pen) {
    p.shadow((400, FLOOR), 100);
    for (x, turn, ink) in [(380, -14, Accent), (424, 12, Body)] {
        p.turned_by(turn, (x, 400), |p| {
            p.rect(ink.round(), (x - 11, 150), (22, 260), 10);
            p.rect(Paper.round(), (x - 12, 92), (34, 74), 6);
            p.path(ink.light(), &format!("M{} 128h34v14h-34z", x - 12));
            p.rect(ink.shade(), (x - 13, 88), (12, 84), 5);
        });
    }
    let glass = "M294 276h212l-14 186q0 22 -24 24q-68 8 -136 0q-24 -2 -24 -24z";
    p.path(Body.round(), glass);
    p.within(glass, |p| {
        for (x, y) in
            [(320, 330), (370, 360), (424, 340), (470, 372), (340, 420), (396, 430), (448, 428), (330, 380), (490, 320), (400, 310)]
        {
            p.oval(Accent.light(), (x, y), (9, 6));
            p.oval(Body.deep(), (x + 16, y + 18), (5, 4));
        }
        p.path(Paper.round(), "M280 452q120 30 240 0v50H280z");
    });
    p.path(Body.light(), "M294 274a106 17 0 0 0 212 0l-10 0a96 12 0 0 1 -192 0z");
    p.gleam(8, "M316 310l8 120");
}

fn bath_mat(p: &mut Pen) {
    let mat = "M150 170h500q16 0 16 16v230q0 16 -16 16H150q-16 0 -16 -16V186q0 -16 16 -16z";
    p.turned_by(-5, (400, 300), |p| {
        for x in (150..660).step_by(18) {
            p.line(Paper.shade(), 5, &format!("M{x} 160v-16M{x} 442v16"));
        }
        p.drop(mat);
        p.path(Body.lit(), mat);
        p.within(mat, |p| {
            p.line(Accent.light(), 12, "M130 206h560M130 396h560");
            p.line(Paper.hi(), 5, "M130 224h560M130 378h560");
            for row in 0..6 {
                for column in 0..19 {
                    let (x, y) = (150 + column * 28 + (row % 2) * 14, 248 + row * 22);
                    p.oval(Body.base(), (x, y), (10, 6));
                    p.oval(Body.hi(), (x - 2, y - 2), (6, 3));
                }
            }
        });
    });
}

fn bathrobe(p: &mut Pen) {
    let robe =
        "M330 110q70 30 140 0l70 40q30 40 40 190q-22 12 -56 8l-14 -80l6 240q-116 26 -232 0l6 -240l-14 80q-34 4 -56 -8q10 -150 40 -190z";
    p.line(Wood.shade(), 14, "M280 104q120 -50 240 0");
    p.line(Metal.shade(), 7, "M400 84V52q26 -6 20 -24");
    p.drop(robe);
    p.path(Body.lit(), robe);
    p.within(robe, |p| {
        p.veil(0.35, Body.shade(), "M500 130q20 190 10 400h60l20 -360zM280 150q10 180 2 380h-30V180z");
        p.path(Body.shade(), "M396 300l-14 230h22l6 -230z");
        p.path(Body.light(), "M330 108L404 310l-30 20 -80 -210zM470 108L396 310l34 20 74 -210z");
        p.line(Body.shade(), 4, "M330 108L404 310M470 108L396 310");
    });
    p.path(Accent.dim(), "M282 322q118 24 236 0v34q-118 24 -236 0z");
    p.path(Accent.base(), "M380 330h36l-4 130 -24 8zM404 340l40 116 -22 8 -30 -110z");
    p.rect(Body.base(), (440, 390), (64, 66), 6);
    p.seam(Body.hi(), 3, "M444 400h56");
}

fn shaving_set(p: &mut Pen) {
    p.shadow((300, 480), 120);
    p.shadow((540, 490), 66);
    p.turned(Body, 300, &[(356, 122), (410, 118), (456, 84), (474, 78)]);
    p.rim(Body, (300, 356), 122);
    p.path(Paper.hi(), "M196 356q10 -40 60 -34q30 -34 70 -8q50 -10 60 26q20 6 16 18q-100 26 -206 -2z");
    p.path(Paper.base(), "M240 352q30 -20 60 -2t70 -4q-60 26 -130 6z");
    p.turned(Wood, 540, &[(360, 30), (390, 46), (430, 36), (462, 56), (482, 58)]);
    p.path(Metal.round(), "M508 340h64v26q-32 10 -64 0z");
    p.path(Paper.lit(), "M510 344q-34 -70 -22 -120q50 -24 104 0q12 50 -22 120z");
    p.path(Wood.deep(), "M486 250q4 -18 8 -26q46 -20 92 0q6 8 8 26q-54 -26 -108 0z");
    p.line(Paper.shade(), 3, "M514 260l8 76M540 244v92M566 260l-8 76");
    p.gleam(8, "M206 390q14 36 34 54M508 396q-4 20 4 30");
    p.turned_by(70, (420, 440), |p| {
        p.rect(Brass.round(), (410, 300), (16, 150), 6);
        p.path(Metal.base(), "M380 290h76v20h-76z");
    });
}

fn sponge(p: &mut Pen) {
    p.shadow((400, 482), 180);
    p.path(
        Brass.round(),
        "M230 420q-40 -60 10 -110q10 -70 90 -66q60 -40 120 0q80 -10 100 60q50 50 10 112q-20 60 -90 60q-70 24 -140 6q-80 0 -100 -62z",
    );
    p.path(Brass.light(), "M250 330q20 -60 90 -60q60 -30 100 0q-110 -10 -180 80z");
    for (x, y, r) in [
        (300, 330, 18),
        (356, 300, 12),
        (420, 316, 22),
        (486, 330, 14),
        (530, 376, 18),
        (460, 390, 12),
        (390, 380, 16),
        (320, 400, 20),
        (270, 376, 10),
        (430, 440, 20),
        (350, 446, 12),
        (500, 430, 14),
        (382, 262, 10),
        (470, 280, 10),
        (548, 330, 8),
    ] {
        p.oval(Brass.deep(), (x, y), (r, r * 8 / 10));
        p.oval(Brass.shade(), (x + 2, y + 4), (r * 7 / 10, r / 2));
    }
    for (x, y, r) in [(600, 440, 26), (630, 476, 16), (206, 470, 20), (566, 250, 18)] {
        p.veil(0.55, Glass.light(), &format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", x - r, 2 * r, 2 * r));
        p.gleam(4, &format!("M{} {y}q2 -{} {} -{}", x - r * 6 / 10, r / 2, r / 2, r * 6 / 10));
    }
    p.line(Body.base(), 8, "M400 246q-40 -90 0 -110t0 110");
}

fn duck(p: &mut Pen) {
    p.shadow((400, 482), 178);
    p.path(Yellow.round(), "M214 372q-34 -50 20 -60q40 20 90 10q160 -30 260 30q50 -20 60 10q0 120 -150 126H360q-120 -4 -146 -116z");
    p.path(Yellow.shade(), "M224 400q160 80 410 -16q-20 100 -140 104H360q-110 -4 -136 -88z");
    p.disc(Yellow.shade(), (300, 242), 98);
    p.disc(Yellow.base(), (294, 236), 94);
    p.oval(Yellow.light(), (262, 196), (48, 40));
    p.path(Clay.base(), "M214 240q-70 -14 -84 20q30 30 92 16z");
    p.path(Clay.shade(), "M132 262q40 20 90 14q-60 14 -90 -14z");
    p.oval(Dark.deep(), (270, 216), (14, 18));
    p.disc(Paper.hi(), (265, 209), 5);
    p.path(Yellow.light(), "M380 372q80 -60 190 -20q-20 80 -110 76q-70 0 -80 -56z");
    p.path(Yellow.shade(), "M400 400q80 20 160 -30q-30 64 -100 58q-44 -4 -60 -28z");
    p.path(Body.base(), "M250 322q60 36 120 -16l14 26q-64 60 -140 20z");
    p.path(Body.shade(), "M310 340l-30 56 36 -16 22 26 2 -66z");
    p.gleam(9, "M226 226q4 -40 34 -60");
}

fn hot_water_bottle(p: &mut Pen) {
    let bottle = "M352 150h96q6 40 60 60q30 14 30 46v220q0 40 -40 44q-98 10 -196 0q-40 -4 -40 -44V256q0 -32 30 -46q54 -20 60 -60z";
    p.turned_by(8, (400, 300), |p| {
        p.drop(bottle);
        p.path(Clay.round(), "M366 96h68l14 60h-96z");
        p.rect(Dark.base(), (360, 76), (80, 30), 10);
        p.path(Body.lit(), bottle);
        p.within(bottle, |p| {
            for x in (230..560).step_by(34) {
                p.line(Body.shade(), 4, &format!("M{x} 200v340"));
                for y in (220..530).step_by(28) {
                    p.line(Body.light(), 5, &format!("M{} {y}l12 10 12 -10", x + 5));
                }
            }
            p.path(Accent.base(), "M250 300h300v20H250zM250 330h300v8H250zM250 430h300v20H250z");
            p.veil(0.25, Body.deep(), "M490 200h60v330h-90q40 -160 30 -330z");
        });
        p.path(Body.shade(), "M348 146h104l4 30q-56 14 -112 0z");
        p.line(Accent.shade(), 8, "M350 186q50 12 100 0");
        p.ball(Accent, (380, 214), 14);
        p.ball(Accent, (424, 216), 14);
    });
}

fn comb(p: &mut Pen) {
    p.turned_by(-16, (400, 240), |p| {
        p.drop("M150 190q250 -50 500 0v40H150z");
        for x in (158..640).step_by(16) {
            p.rect(Wood.base(), (x, 210), (8, 124), 4);
        }
        p.path(Wood.lit(), "M150 190q250 -56 500 0v130q0 14 -14 14h-16V232H180v102h-16q-14 0 -14 -14z");
        p.line(Wood.shade(), 3, "M180 196q220 -40 440 0M190 214q210 -28 420 0");
    });
    p.turned_by(20, (430, 440), |p| {
        p.drop("M250 400q110 -30 220 -10h210q20 20 0 40H470q-110 30 -220 0q-16 -16 0 -30z");
        p.path(Body.lit(), "M250 396q110 -30 220 -6h210q22 20 0 40H470q-110 30 -220 0q-20 -18 0 -34z");
        p.oval(Clay.hi(), (356, 412), (92, 26));
        for x in (286..440).step_by(18) {
            for y in [402, 414, 424] {
                p.disc(Wood.deep(), (x + y % 4, y), 4);
            }
        }
        p.gleam(6, "M490 404h160");
    });
}

fn cream(p: &mut Pen) {
    p.shadow((330, FLOOR), 130);
    p.shadow((540, 490), 60);
    p.turned(Body, 330, &[(350, 126), (400, 130), (460, 126), (476, 116)]);
    p.turned(Wood, 330, &[(300, 126), (312, 132), (352, 132)]);
    p.oval(Wood.light(), (328, 301), (125, 20));
    p.oval(Wood.base(), (330, 302), (104, 15));
    p.line(Wood.shade(), 2, "M250 300q80 -12 160 2M266 308q70 -8 120 0");
    p.path(Paper.round(), "M214 390q116 34 232 0v50q-116 34 -232 0z");
    p.leaf(Leaf, (330, 448), -20, 44);
    p.leaf(Leaf, (330, 448), 26, 40);
    p.path(Accent.round(), "M494 270h92l-8 150h-76z");
    p.path(Accent.light(), "M488 250h104v22H488z");
    p.rect(Paper.round(), (500, 418), (80, 72), 8);
    p.path(Paper.hi(), "M508 310h64v60h-64z");
    p.line(Accent.shade(), 4, "M518 330h44M524 348h32");
    p.gleam(8, "M224 366v80M506 290v100");
}

fn laundry_basket(p: &mut Pen) {
    p.shadow((400, 490), 150);
    let bag = "M266 170h268l-22 300q-112 30 -224 0z";
    p.path(Body.round(), bag);
    p.within(bag, |p| {
        p.veil(0.5, Body.light(), "M290 160h30l16 330h-30z");
        p.veil(0.3, Body.deep(), "M380 170q20 150 6 320h16q10 -170 -6 -320zM470 170q10 160 -12 320h70V170z");
        p.path(Accent.base(), "M250 420q150 40 300 0v20q-150 40 -300 0z");
    });
    p.line(Wood.shade(), 13, "M300 490L500 150M500 490L300 150");
    p.line(Wood.light(), 4, "M298 484L494 150M498 484L298 150");
    p.path(Body.shade(), "M256 150h288v24H256z");
    p.path(Paper.lit(), "M276 156q20 -60 80 -40q60 -40 110 6q50 -10 60 34z");
    p.path(Accent.light(), "M300 156q40 -50 90 -20t60 20z");
    p.rect(Wood.round(), (250, 150), (300, 18), 9);
    p.disc(Brass.base(), (400, 322), 9);
}
