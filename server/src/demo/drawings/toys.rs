//! For children, and for playing.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Leaf, Leather, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("blocks", Table, blocks),
    ("teddy", Table, teddy),
    ("train", Table, train),
    ("rings", Table, rings),
    ("crayons", Plain, crayons),
    ("boat", Table, boat),
    ("rocking-horse", Table, rocking_horse),
    ("xylophone", Plain, xylophone),
    ("dolls-house", Table, dolls_house),
    ("night-light", Table, night_light),
    ("child-cup", Table, child_cup),
    ("mobile", Plain, mobile),
];

fn blocks(p: &mut Pen) {
    p.shadow((400, 488), 230);
    let mark = |p: &mut Pen, x: i32, y: i32, ink: Ink| {
        p.rect(Paper.light(), (x + 16, y + 16), (88, 88), 8);
        p.disc(ink.base(), (x + 60, y + 60), 28);
    };
    p.crate_of(Body, (200, 366), (120, 120), 44);
    mark(p, 200, 366, Accent);
    p.crate_of(Brass, (446, 366), (120, 120), 44);
    p.rect(Paper.light(), (462, 382), (88, 88), 8);
    p.path(Clay.base(), "M506 396l32 60h-64z");
    p.crate_of(Wood, (322, 366), (122, 120), 44);
    p.rect(Paper.light(), (338, 382), (90, 88), 8);
    p.rect(Leaf.base(), (358, 402), (50, 48), 4);
    p.crate_of(Accent, (268, 226), (120, 120), 44);
    p.rect(Paper.light(), (284, 242), (88, 88), 8);
    p.path(Body.base(), "M328 256l10 24 26 2 -20 16 8 26 -24 -14 -24 14 8 -26 -20 -16 26 -2z");
    p.path(Clay.dim(), "M490 220l40 106 -40 18z");
    p.path(Clay.light(), "M490 220l-80 124h80z");
    p.path(Clay.base(), "M490 220l50 106 -50 18z");
}

fn teddy(p: &mut Pen) {
    p.shadow((400, 488), 172);
    for (x, light) in [(306, true), (494, false)] {
        p.disc(if light { Leather.base() } else { Leather.shade() }, (x, 140), 44);
        p.disc(Leather.hi(), (x, 144), 24);
    }
    p.path(Leather.dim(), "M300 330q-70 10 -80 80q10 40 50 20q40 -30 60 -50zM500 330q70 10 80 80q-10 40 -50 20q-40 -30 -60 -50z");
    p.path(Leather.round(), "M286 360q0 -90 114 -90t114 90q0 120 -114 120t-114 -120z");
    p.oval(Leather.hi(), (400, 400), (68, 62));
    for x in [286, 514] {
        p.oval(Leather.shade(), (x, 452), (62, 44));
        p.oval(Leather.base(), (x - 4, 446), (56, 38));
        p.oval(Leather.hi(), (x, 452), (30, 24));
    }
    p.oval(Leather.shade(), (400, 206), (134, 112));
    p.oval(Leather.base(), (394, 200), (128, 106));
    p.oval(Leather.light(), (360, 160), (66, 46));
    p.oval(Paper.shade(), (400, 244), (58, 46));
    p.oval(Paper.light(), (397, 240), (54, 42));
    p.path(Dark.deep(), "M378 222q22 -14 44 0q-4 22 -22 24q-18 -2 -22 -24z");
    p.line(Dark.base(), 5, "M400 246v16q-14 18 -30 8M400 262q14 18 30 8");
    for x in [346, 454] {
        p.disc(Dark.deep(), (x, 196), 12);
        p.disc(Paper.hi(), (x - 4, 192), 4);
    }
    p.path(Body.base(), "M400 308q-50 -34 -76 -20q-10 34 4 50q40 6 72 -20q32 26 72 20q14 -16 4 -50q-26 -14 -76 20z");
    p.ball(Body, (400, 316), 17);
}

fn train(p: &mut Pen) {
    p.shadow((400, 486), 280);
    p.line(Dark.base(), 10, "M270 440h260");
    // The waggon.
    p.rect(Accent.lit(), (480, 346), (180, 84), 10);
    p.path(Accent.shade(), "M480 410h180v10q0 10 -10 10H490q-10 0 -10 -10z");
    for (x, ink) in [(500, Brass), (552, Clay), (604, Leaf)] {
        p.rect(ink.lit(), (x, 296), (42, 52), 4);
    }
    // The engine.
    p.rect(Body.lit(), (150, 320), (200, 100), 20);
    p.rect(Body.light(), (160, 326), (180, 20), 10);
    p.path(Body.dim(), "M320 220h120v210H320z");
    p.rect(Paper.light(), (344, 256), (72, 70), 8);
    p.path(Accent.base(), "M300 200h160q10 0 10 14t-10 14H300q-10 0 -10 -14t10 -14z");
    p.path(Dark.lit(), "M196 250h56l10 72h-76z");
    p.path(Dark.hi(), "M184 238h80v22h-80z");
    p.ball(Brass, (300, 316), 22);
    p.path(Clay.base(), "M140 420h310v24H120z");
    for (x, r) in [(196, 42), (290, 42), (390, 52), (520, 42), (620, 42)] {
        p.disc(Wood.deep(), (x, 484 - r), r);
        p.disc(Wood.light(), (x - 2, 482 - r), r - 8);
        p.disc(Body.base(), (x - 2, 482 - r), r / 3);
    }
    p.disc(Brass.light(), (148, 360), 20);
    for (x, y, r) in [(224, 196, 26), (270, 150, 34), (340, 110, 26)] {
        p.veil(0.85, Paper.hi(), &format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", x - r, 2 * r, 2 * r));
    }
}

fn rings(p: &mut Pen) {
    p.shadow((400, 488), 166);
    p.rect(Wood.round(), (388, 110), (24, 300), 10);
    p.turned(Wood, 400, &[(456, 150), (476, 156)]);
    p.oval(Wood.light(), (400, 456), (150, 25));
    for (y, r, ink) in [(424, 146, Body), (370, 128, Brass), (318, 110, Accent), (268, 92, Clay), (222, 74, Leaf)] {
        p.path(
            ink.round(),
            &format!("M{} {y}a28 28 0 0 1 28 -28h{}a28 28 0 0 1 0 56H{}a28 28 0 0 1 -28 -28z", 400 - r, 2 * r - 56, 428 - r),
        );
        p.path(ink.light(), &format!("M{} {}q{} -24 {} 0q-{} 14 -{} 0z", 430 - r, y - 18, r - 30, 2 * r - 60, r - 30, 2 * r - 60));
        p.gleam(5, &format!("M{} {}q4 -10 14 -14", 414 - r, y - 2));
    }
    p.ball(Body, (400, 130), 36);
}

fn crayons(p: &mut Pen) {
    p.turned_by(-6, (400, 320), |p| {
        for (n, ink) in [Body, Accent, Brass, Clay, Leaf, Dark, Body].into_iter().enumerate() {
            let x = 252 + i32::try_from(n).unwrap_or(0) * 43;
            let top = 120 + [0, 18, 6, 24, 10, 30, 14].into_iter().nth(n).unwrap_or(0);
            p.path(ink.round(), &format!("M{x} {}l10 -46q8 -10 16 0l10 46v220h-36z", top + 50));
            p.path(ink.shade(), &format!("M{x} {}h36v14h-36z", top + 62));
        }
        p.drop("M230 270h350v240H230z");
        p.path(Body.lit(), "M230 260h350v240H230z");
        p.path(Body.dim(), "M230 260q175 70 350 0v26q-175 70 -350 0z");
        p.path(Paper.hi(), "M270 340h270v120H270z");
        p.path(Brass.base(), "M300 430q30 -90 60 0z");
        p.path(Accent.base(), "M360 430q40 -110 80 0z");
        p.path(Clay.base(), "M430 430q30 -70 70 0z");
        p.disc(Brass.base(), (490, 372), 16);
    });
    p.turned_by(40, (640, 470), |p| {
        p.drop("M560 450h120v34H560z");
        p.path(Accent.lit(), "M560 448h130v36H560l-46 -10q-10 -8 0 -16z");
        p.path(Accent.shade(), "M580 448h14v36h-14zM664 448h14v36h-14z");
    });
    p.line(Accent.base(), 9, "M100 520q40 -60 70 -10t70 -10t60 20t60 -14");
}

fn boat(p: &mut Pen) {
    p.shadow((400, 482), 210);
    p.rect(Wood.round(), (392, 90), (16, 320), 5);
    p.path(Paper.lit(), "M384 110L220 360h164z");
    p.path(Paper.shade(), "M384 240v120H300z");
    p.path(Body.lit(), "M418 130q130 90 160 230H418z");
    p.path(Body.shade(), "M418 270q90 30 150 70l10 20H418z");
    p.line(Paper.shade(), 3, "M340 178v180M296 246v112");
    p.path(Accent.base(), "M408 90l60 20 -60 20z");
    let hull = "M190 380h430q-20 90 -80 104H280q-60 -14 -90 -104z";
    p.path(Wood.lit(), hull);
    p.within(hull, |p| {
        p.path(Accent.dim(), "M180 420h460v80H180z");
        p.path(Paper.light(), "M180 414h460v9H180z");
        p.line(Wood.shade(), 3, "M180 396h460");
        p.veil(0.3, Dark.deep(), "M560 370q0 80 -60 120h140V370z");
    });
    p.path(Wood.light(), "M180 372h450q6 14 -6 20H192q-14 -6 -12 -20z");
    p.line(Leather.base(), 5, "M190 380q-70 20 -60 70t60 40");
}

fn rocking_horse(p: &mut Pen) {
    p.shadow((400, 476), 150);
    p.line(Wood.shade(), 22, "M180 430q220 100 450 0");
    p.line(Wood.light(), 7, "M182 424q220 96 446 0");
    p.path(Wood.dim(), "M290 370l-40 90h30l50 -90zM500 370l50 90h-30l-56 -90zM330 370l-14 100h28l26 -100zM460 370l20 102h-28l-26 -102z");
    p.path(Leather.base(), "M540 250q80 10 70 120q-50 -20 -70 -80z");
    p.path(Body.round(), "M270 330q-10 -70 40 -90q100 30 200 0q60 10 60 80q-10 70 -80 70H340q-60 -6 -70 -60z");
    p.path(Body.lit(), "M270 330q-30 -90 -50 -110q-40 20 -66 14q-24 -20 -10 -44l80 -80q20 -20 40 -30l6 30q50 50 80 140q-30 70 -80 80z");
    p.path(Leather.base(), "M262 84q30 10 50 50q40 50 44 110q-20 0 -36 -14q-20 -80 -64 -116z");
    p.disc(Dark.deep(), (226, 152), 9);
    p.line(Accent.base(), 9, "M166 190l44 40M210 230l30 -80");
    p.disc(Brass.base(), (208, 226), 10);
    p.path(Accent.lit(), "M350 246q60 20 120 0l12 90q-70 20 -144 0z");
    p.path(Leather.lit(), "M356 238q10 -26 24 0q30 14 64 0q20 -30 30 0q-10 40 -58 40t-60 -40z");
    p.rect(Wood.round(), (262, 210), (16, 60), 8);
}

fn xylophone(p: &mut Pen) {
    p.turned_by(-4, (400, 300), |p| {
        p.drop("M120 200l560 50v30L120 260zM120 400l560 -50v-30l-560 20z");
        p.path(Wood.shade(), "M110 206l580 46v30L110 240zM110 396l580 -46v-30l-580 42z");
        for (n, ink) in [Body, Clay, Brass, Leaf, Accent, Body, Clay, Brass].into_iter().enumerate() {
            let n = i32::try_from(n).unwrap_or(0);
            let (x, half) = (130 + n * 68, 170 - n * 12);
            p.rect(ink.lit(), (x, 300 - half), (56, 2 * half), 12);
            p.rect(ink.light(), (x + 6, 308 - half), (10, 2 * half - 16), 5);
            for y in [300 - half + 44, 300 + half - 44] {
                p.disc(Metal.deep(), (x + 28, y), 8);
                p.disc(Metal.hi(), (x + 26, y - 2), 5);
            }
        }
    });
    for (x, turn, ink) in [(280, 24, Accent), (460, 40, Body)] {
        p.turned_by(turn, (x, 440), |p| {
            p.drop(&format!("M{} 340h12v210h-12z", x - 6));
            p.rect(Wood.round(), (x - 7, 330), (14, 220), 6);
            p.ball(ink, (x, 324), 26);
        });
    }
}

fn dolls_house(p: &mut Pen) {
    p.shadow((400, 492), 210);
    p.path(Body.dim(), "M540 240l70 -30v236l-70 42z");
    p.path(Body.lit(), "M210 240h330v248H210z");
    p.path(Accent.lit(), "M190 250l90 -130h200l84 130z");
    p.path(Accent.dim(), "M480 120l62 -30 84 122 -62 38z");
    for y in [150, 180, 212] {
        p.line(Accent.shade(), 4, &format!("M{} {y}h{}", 262 - (y - 150) * 2 / 3, 226 + (y - 150) * 4 / 3));
    }
    p.rect(Clay.base(), (310, 84), (40, 70), 3);
    for (x, y, w, h) in [(236, 276, 130, 88), (384, 276, 130, 88), (236, 382, 130, 90)] {
        p.rect(Paper.hi(), (x, y), (w, h), 5);
        p.rect(Body.hi(), (x + 8, y + 8), (w - 16, h - 8), 3);
    }
    p.rect(Clay.lit(), (258, 322), (80, 42), 6);
    p.rect(Paper.light(), (262, 310), (30, 22), 6);
    p.path(Brass.base(), "M436 284h30l12 26h-54z");
    p.line(Wood.shade(), 5, "M451 310v52M420 334h60v28M480 334v28");
    p.rect(Wood.base(), (258, 424), (84, 12), 3);
    p.line(Wood.shade(), 6, "M268 436v34M332 436v34");
    p.turned(Accent, 300, &[(402, 10), (412, 16), (424, 12)]);
    p.rect(Wood.dim(), (410, 380), (84, 108), 6);
    p.rect(Wood.light(), (418, 390), (68, 40), 4);
    p.ball(Brass, (480, 440), 6);
    p.leaf(Leaf, (586, 486), -24, 70);
    p.leaf(Leaf, (586, 486), 20, 80);
}

fn night_light(p: &mut Pen) {
    p.shadow((400, FLOOR), 150);
    for (r, opacity) in [(230, 0.14), (180, 0.18), (130, 0.2)] {
        p.veil(opacity, Brass.hi(), &format!("M{} 290a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", 400 - r, 2 * r, 2 * r));
    }
    // A moon on a cloud.
    p.path(Brass.round(), "M440 110c-130 10 -200 110 -180 210c20 80 110 120 190 92c-80 -20 -130 -80 -126 -150c4 -70 50 -130 116 -152z");
    p.path(Brass.hi(), "M400 124c-100 30 -140 110 -126 190c-2 -90 50 -160 126 -190z");
    p.path(Body.round(), "M220 430q-10 -60 54 -62q20 -56 84 -40q50 -50 110 -4q70 -10 76 50q50 10 36 62q-10 50 -60 50H276q-50 0 -56 -56z");
    p.path(Body.light(), "M240 410q4 -30 44 -30q20 -50 74 -36q46 -40 90 -6q-60 -10 -96 24q-60 -10 -112 48z");
    for (x, y, r) in [(520, 200, 20), (580, 270, 14), (500, 130, 12)] {
        p.path(
            Brass.light(),
            &format!(
                "M{x} {}l{} {} {} {} -{} {} -{} {} -{} -{} -{} -{} {} -{}z",
                y - r,
                r / 3,
                r * 2 / 3,
                r * 2 / 3,
                r / 3,
                r * 2 / 3,
                r / 3,
                r / 3,
                r * 2 / 3,
                r / 3,
                r * 2 / 3,
                r * 2 / 3,
                r / 3,
                r * 2 / 3,
                r / 3
            ),
        );
    }
    p.line(Body.deep(), 6, "M340 420q14 14 28 0M440 420q14 14 28 0M386 446q18 16 36 0");
    p.disc(Accent.light(), (326, 444), 13);
    p.disc(Accent.light(), (482, 444), 13);
}

fn child_cup(p: &mut Pen) {
    p.shadow((400, FLOOR), 116);
    for side in ["M296 290c-110 -10 -100 130 10 120", "M504 290c110 -10 100 130 -10 120"] {
        p.line(Accent.shade(), 30, side);
        p.line(Accent.light(), 9, side);
    }
    let cup = p.turned(Body, 400, &[(220, 118), (320, 116), (430, 106), (474, 92)]);
    p.within(&cup, |p| {
        p.path(Body.shade(), "M270 440q130 40 260 0v60H270z");
        // A fox.
        p.path(Clay.base(), "M340 290l-6 -54 44 30q22 -8 44 0l44 -30 -6 54q16 60 -60 90q-76 -30 -60 -90z");
        p.path(Paper.hi(), "M344 310q20 30 56 30t56 -30q10 50 -56 70q-66 -20 -56 -70z");
        p.disc(Dark.deep(), (376, 316), 7);
        p.disc(Dark.deep(), (424, 316), 7);
        p.path(Dark.deep(), "M390 348q10 -6 20 0q-2 12 -10 14q-8 -2 -10 -14z");
        p.leaf(Leaf, (330, 430), -20, 40);
        p.leaf(Leaf, (470, 430), 20, 40);
    });
    p.rim(Body, (400, 220), 118);
    p.gleam(9, "M304 256q-2 60 4 100");
}

fn mobile(p: &mut Pen) {
    p.line(Leather.base(), 4, "M400 0v120");
    p.turned_by(-3, (400, 150), |p| {
        p.line(Wood.shade(), 16, "M200 150h400");
        p.line(Wood.light(), 5, "M202 146h396");
        p.ball(Body, (400, 140), 20);
    });
    p.line(Leather.base(), 3, "M216 160v170M308 156v240M400 154v120M492 150v250M584 142v170");
    p.path(Accent.lit(), "M216 320l14 30 34 4 -25 23 7 34 -30 -17 -30 17 7 -34 -25 -23 34 -4z");
    p.path(Brass.base(), "M328 390c-60 0 -84 50 -60 88c20 30 60 30 80 6c-40 2 -64 -44 -20 -94z");
    p.path(Paper.lit(), "M330 300q10 -36 46 -26q24 -30 54 0q36 -4 40 34q-10 30 -40 26h-70q-34 -2 -30 -34z");
    p.ball(Clay, (492, 420), 30);
    for (x, y) in [(470, 472), (492, 480), (514, 472)] {
        p.line(Dark.hi(), 3, &format!("M492 446L{x} {y}"));
    }
    p.rect(Wood.base(), (472, 470), (40, 28), 6);
    p.path(Body.lit(), "M540 330q30 -40 70 -10q20 -4 30 4l-20 12q-10 50 -60 44l-30 20 4 -34q-6 -20 6 -36z");
    p.disc(Dark.deep(), (606, 326), 4);
}
