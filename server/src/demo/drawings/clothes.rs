//! To wear.

use super::{
    Drawing,
    ground::Ground::Plain,
    ink::Ink::{Accent, Body, Brass, Dark, Glass, Leather, Metal, Paper, Wood},
    pen::Pen,
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("shirt", Plain, work_shirt),
    ("linen-shirt", Plain, linen_shirt),
    ("tee", Plain, tee),
    ("long-sleeve", Plain, long_sleeve),
    ("overshirt", Plain, overshirt),
    ("sweater", Plain, sweater),
    ("trousers", Plain, trousers),
    ("raincoat", Plain, raincoat),
];

/// A garment for the trunk: `long` sleeves reach down beside it.
fn torso(long: bool) -> String {
    let sleeve = if long {
        ("l92 60q30 130 44 268l-66 12 -34 -196", "l-34 196 -66 -12q14 -138 44 -268z")
    } else {
        ("l104 62q20 60 28 100l-74 26 -22 -50", "l-22 50 -74 -26q8 -40 28 -100z")
    };
    format!("M306 104q94 40 188 0{}q14 130 8 260q-118 22 -240 0q-6 -130 8 -260{}", sleeve.0, sleeve.1)
}

/// The folds of cloth that hangs: light at the left, shade at the right.
fn folds(p: &mut Pen) {
    p.veil(0.4, Body.shade(), "M500 190q30 160 20 330h-70q40 -150 50 -330z");
    p.veil(0.35, Body.light(), "M296 190q-20 150 -10 320h44q-30 -140 -34 -320z");
    p.veil(0.25, Body.shade(), "M384 250q-10 130 6 270h20q-20 -130 -26 -270zM560 190l30 180h-30zM250 160l-40 120 -30 -20z");
}

fn buttons(p: &mut Pen, from: i32) {
    for y in (from..490).step_by(58) {
        p.disc(Paper.hi(), (400, y), 7);
        p.disc(Body.deep(), (400, y), 2);
    }
}

fn collar(p: &mut Pen) {
    p.path(Body.deep(), "M344 112q56 26 112 0q-10 40 -56 60q-46 -20 -56 -60z");
    p.path(Body.light(), "M330 96l24 -10q10 50 46 84l-42 34q-30 -50 -28 -108z");
    p.path(Body.base(), "M470 96l-24 -10q-10 50 -46 84l42 34q30 -50 28 -108z");
}

fn work_shirt(p: &mut Pen) {
    let shape = torso(true);
    p.drop(&shape);
    p.path(Body.lit(), &shape);
    p.within(&shape, |p| {
        folds(p);
        p.path(Body.base(), "M388 160h24v360h-24z");
        p.path(Body.shade(), "M150 430h80v40h-80zM570 430h80v40h-80z");
    });
    p.line(Body.shade(), 3, "M388 170v322M412 170v322");
    collar(p);
    for x in [306, 434] {
        p.path(Body.shade(), &format!("M{x} 240h64v70l-32 14 -32 -14z"));
        p.path(Body.light(), &format!("M{x} 236h64v18l-32 14 -32 -14z"));
        p.disc(Paper.hi(), (x + 32, 256), 5);
    }
    buttons(p, 196);
    p.seam(Body.hi(), 2, "M286 482q114 18 228 0");
}

fn linen_shirt(p: &mut Pen) {
    let shape = torso(true);
    p.drop(&shape);
    p.path(Body.light(), &shape);
    p.within(&shape, |p| {
        for x in (180..640).step_by(22) {
            p.line(Body.hi(), 4, &format!("M{x} 90v430"));
        }
        folds(p);
        p.line(Body.base(), 3, "M300 330l60 -20M480 380l-50 24M310 420l70 -14M490 280l-50 -10");
    });
    p.path(Body.base(), "M350 106q50 26 100 0l6 22q-56 26 -112 0z");
    p.path(Body.shade(), "M388 128h24v110h-24z");
    p.line(Body.shade(), 3, "M388 130v112h24V130");
    for y in [150, 186, 222] {
        p.disc(Wood.shade(), (400, y), 7);
    }
    p.path(Body.base(), "M440 250h60v66h-60z");
    p.seam(Body.deep(), 2, "M444 256h52v56h-52z");
}

fn tee(p: &mut Pen) {
    let shape = torso(false);
    p.drop(&shape);
    p.path(Paper.lit(), &shape);
    p.within(&shape, |p| {
        for y in (150..520).step_by(44) {
            p.path(Body.base(), &format!("M150 {y}q250 26 500 0v20q-250 26 -500 0z"));
        }
        p.veil(0.22, Dark.base(), "M500 190q30 160 20 330h-70q40 -150 50 -330zM384 250q-10 130 6 270h20q-20 -130 -26 -270z");
        p.veil(0.35, Paper.hi(), "M296 190q-20 150 -10 320h44q-30 -140 -34 -320z");
    });
    p.path(Body.shade(), "M316 106q84 60 168 0l-10 -4q-74 26 -148 0z");
    p.line(Body.base(), 9, "M312 106q88 62 176 0");
}

fn long_sleeve(p: &mut Pen) {
    let shape = torso(true);
    p.drop(&shape);
    p.path(Body.lit(), &shape);
    p.within(&shape, |p| {
        for x in (150..660).step_by(14) {
            p.line(Body.shade(), 1, &format!("M{x} 90v430"));
        }
        folds(p);
        p.path(Accent.base(), "M150 436h86v12h-86zM566 436h90v12h-90z");
        p.path(Body.shade(), "M150 452h84v30h-84zM566 452h90v30h-90zM270 470h260v40H270z");
    });
    p.path(Body.deep(), "M346 116q54 40 108 0q-54 18 -108 0z");
    p.line(Body.shade(), 12, "M338 112q62 50 124 0");
    p.seam(Body.hi(), 2, "M306 106l-28 80M494 106l28 80");
    p.path(Paper.hi(), "M284 460h14v20h-14z");
}

fn overshirt(p: &mut Pen) {
    let shape = torso(true);
    p.drop(&shape);
    p.path(Body.lit(), &shape);
    p.within(&shape, |p| {
        folds(p);
        p.path(Body.shade(), "M190 90h420v90q-100 30 -210 0q-110 30 -210 0z");
        p.path(Body.base(), "M384 160h32v360h-32z");
        p.path(Leather.base(), "M206 330l40 -10 10 60 -44 10zM554 320l44 10 -8 60 -40 -8z");
        p.path(Body.deep(), "M150 440h86v40h-86zM566 440h90v40h-90z");
    });
    collar(p);
    for x in [298, 430] {
        p.rect(Body.shade(), (x, 380), (74, 84), 6);
        p.rect(Body.light(), (x, 376), (74, 24), 6);
        p.disc(Brass.base(), (x + 37, 388), 6);
    }
    p.rect(Body.shade(), (436, 232), (60, 74), 5);
    p.line(Metal.base(), 9, "M456 240v-40M472 240v-34");
    p.line(Accent.base(), 11, "M456 214v-22M472 214v-20");
    p.line(Body.deep(), 3, "M384 174v318");
    for y in (206..480).step_by(62) {
        p.disc(Brass.shade(), (400, y), 9);
        p.disc(Brass.light(), (398, y - 2), 6);
    }
}

fn sweater(p: &mut Pen) {
    let shape = torso(true);
    p.drop(&shape);
    p.path(Body.lit(), &shape);
    p.within(&shape, |p| {
        for x in [336, 400, 464] {
            for y in (170..470).step_by(40) {
                p.line(Body.shade(), 9, &format!("M{} {y}q24 10 24 20t-24 20", x - 12));
                p.line(Body.light(), 9, &format!("M{} {y}q-24 10 -24 20t24 20", x + 12));
            }
        }
        for y in (180..470).step_by(16) {
            p.line(Body.shade(), 2, &format!("M200 {y}l20 8 20 -8M560 {y}l20 8 20 -8M290 {y}l10 6 10 -6M490 {y}l10 6 10 -6"));
        }
        folds(p);
        for x in (150..660).step_by(12) {
            p.line(Body.deep(), 3, &format!("M{x} 470v40"));
        }
        p.path(Body.shade(), "M150 440h90v40h-90zM564 440h90v40h-90z");
    });
    p.path(Body.deep(), "M344 112q56 30 112 0q-56 26 -112 0z");
    p.line(Body.base(), 22, "M338 110q62 44 124 0");
    p.line(Body.light(), 4, "M334 104q66 44 132 0");
}

fn trousers(p: &mut Pen) {
    let shape = "M286 80h228q20 200 26 440h-112l-28 -290 -28 290H260q6 -240 26 -440z";
    p.drop(shape);
    p.path(Body.lit(), shape);
    p.within(shape, |p| {
        p.veil(0.4, Body.deep(), "M470 80h60q20 200 20 450h-50q10 -220 -30 -450zM340 230h60l-28 300h-30z");
        p.veil(0.4, Body.light(), "M300 120q-20 200 -20 400h24q0 -200 16 -400zM430 240q20 140 20 290h20q0 -160 -30 -290z");
        p.path(Body.shade(), "M280 80h240v28H280zM250 500h130v24H250zM424 500h130v24H424z");
    });
    p.line(Body.deep(), 3, "M400 108v122M290 130q40 30 60 -20M510 130q-40 30 -60 -20");
    p.seam(Body.hi(), 2, "M408 112q14 60 -6 106");
    for x in [316, 396, 476] {
        p.rect(Body.base(), (x, 74), (12, 42), 3);
    }
    p.disc(Brass.base(), (386, 94), 7);
    p.line(Accent.base(), 5, "M470 150h30");
}

fn raincoat(p: &mut Pen) {
    let coat = "M320 130q80 30 160 0l80 50q30 130 40 260l-56 10 -24 -140q10 110 12 210q-130 24 -264 0q2 -100 12 -210l-24 140 -56 -10q10 -130 40 -260z";
    p.drop(coat);
    p.path(Body.dim(), "M330 140q-20 -90 70 -96t70 96q-70 30 -140 0z");
    p.path(Body.deep(), "M354 132q-6 -56 46 -60t46 60q-46 24 -92 0z");
    p.path(Body.lit(), coat);
    p.within(coat, |p| {
        p.veil(0.35, Body.shade(), "M490 180q40 180 30 360h-60q30 -180 30 -360z");
        p.veil(0.45, Body.light(), "M300 190q-30 150 -30 340h40q-20 -180 -10 -340z");
        p.path(Body.shade(), "M388 150h6v380h-6z");
        p.path(Accent.base(), "M180 400h80v16h-80zM540 400h80v16h-80z");
    });
    p.path(Body.light(), "M320 130q80 36 160 0l6 24q-86 36 -172 0z");
    for y in [200, 264, 328, 392, 456] {
        p.disc(Dark.base(), (408, y), 8);
        p.disc(Dark.hi(), (406, y - 2), 4);
    }
    for x in [300, 436] {
        p.path(Body.shade(), &format!("M{x} 380h64v60q-32 10 -64 0z"));
        p.path(Body.base(), &format!("M{x} 374h64v20h-64z"));
    }
    for (x, y) in [(160, 140), (640, 180), (130, 300), (680, 330), (180, 60), (600, 70)] {
        p.path(Glass.deep(), &format!("M{x} {y}c16 22 12 32 0 34c-12 -2 -16 -12 0 -34z"));
    }
}
