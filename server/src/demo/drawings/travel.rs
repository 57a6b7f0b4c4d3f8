//! For journeys.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Leather, Metal, Paper, Wood},
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("suitcase", Table, suitcase),
    ("wallet", Plain, wallet),
    ("umbrella", Plain, umbrella),
    ("passport", Plain, passport),
    ("luggage-tag", Plain, luggage_tag),
    ("travel-mug", Table, travel_mug),
    ("travel-pillow", Plain, travel_pillow),
    ("glasses-case", Table, glasses_case),
    ("packing-cubes", Table, packing_cubes),
    ("waist-bag", Plain, waist_bag),
];

fn suitcase(p: &mut Pen) {
    p.shadow((400, 490), 160);
    p.line(Metal.deep(), 10, "M340 130V56h120v74");
    p.rect(Dark.base(), (330, 44), (140, 24), 10);
    for x in [288, 500] {
        p.rect(Dark.deep(), (x - 8, 466), (36, 28), 10);
        p.disc(Metal.base(), (x + 10, 480), 6);
    }
    p.rect(Body.shade(), (252, 120), (306, 352), 34);
    p.rect(Body.lit(), (244, 116), (300, 352), 34);
    for x in [290, 332, 374, 416, 458, 500] {
        p.rect(Body.shade(), (x - 4, 132), (7, 320), 3);
        p.rect(Body.light(), (x - 10, 132), (5, 320), 2);
    }
    p.rect(Dark.base(), (358, 102), (84, 20), 8);
    p.rect(Leather.lit(), (262, 140), (26, 26), 8);
    p.rect(Accent.lit(), (412, 300), (96, 66), 8);
    p.disc(Paper.hi(), (444, 333), 18);
    p.line(Paper.hi(), 5, "M472 322h24M472 336h24M472 350h14");
    p.path(Clay.base(), "M286 360l64 -12 10 52 -64 12z");
    p.line(Paper.hi(), 5, "M300 376l40 -7M303 392l30 -5");
    p.gleam(8, "M262 200v200");
}

fn wallet(p: &mut Pen) {
    p.turned_by(-8, (400, 300), |p| {
        p.turned_by(-10, (400, 260), |p| {
            p.path(Paper.lit(), "M230 130h330v160H230z");
            p.path(Leaf.light(), "M244 144h302v146H244z");
            p.disc(Paper.light(), (395, 210), 40);
        });
        for (x, y, ink) in [(250, 180, Accent), (262, 204, Brass)] {
            p.rect(ink.lit(), (x, y), (300, 140), 14);
            p.rect(ink.light(), (x + 20, y + 20), (46, 34), 6);
        }
        let body = "M200 236h400q20 0 20 20v210q0 20 -20 20H200q-20 0 -20 -20V256q0 -20 20 -20z";
        p.drop(body);
        p.path(Body.lit(), body);
        p.path(Body.shade(), "M180 440h440v26q0 20 -20 20H200q-20 0 -20 -20z");
        p.seam(Body.hi(), 3, "M196 252h408v218H196z");
        p.path(Body.dim(), "M520 320h110q10 0 10 10v60q0 10 -10 10H520q-34 0 -34 -40t34 -40z");
        p.disc(Brass.shade(), (530, 360), 18);
        p.disc(Brass.light(), (527, 357), 12);
    });
}

fn umbrella(p: &mut Pen) {
    let canopy = "M400 90c180 0 290 110 300 230q-40 -40 -100 0q-40 -44 -100 0q-50 -44 -100 0q-50 -44 -100 0q-60 -44 -100 0q-60 -40 -100 0c10 -120 120 -230 300 -230z";
    p.line(Metal.deep(), 13, "M400 300v180");
    p.line(Wood.base(), 22, "M400 440v50q0 50 -46 50t-46 -44");
    p.line(Wood.light(), 6, "M395 444v46q0 42 -40 42");
    p.drop(canopy);
    p.path(Body.base(), canopy);
    p.within(canopy, |p| {
        p.path(Body.light(), "M400 90c-150 0 -210 110 -300 240h100q40 -140 200 -240z");
        p.path(Body.light(), "M400 90q-90 100 -100 240h100z");
        p.path(Body.shade(), "M400 90q160 100 200 240h110q-60 -240 -310 -240z");
        p.path(Body.base(), "M400 90q-120 80 -200 240h100q10 -160 100 -240z");
        p.path(Body.shade(), "M400 90v240h100q0 -140 -100 -240z");
        p.path(Body.base(), "M400 90q100 100 100 240h100q-50 -160 -200 -240z");
        p.line(Accent.base(), 7, "M110 282q50 -30 98 0q50 -32 100 0q46 -32 92 0q46 -32 94 0q50 -32 98 0q50 -30 100 4");
    });
    p.rect(Wood.shade(), (392, 62), (16, 34), 6);
    p.gleam(8, "M190 220q40 -60 110 -90");
}

fn passport(p: &mut Pen) {
    p.turned_by(10, (440, 300), |p| {
        p.drop("M330 120h250v350H330z");
        p.rect(Paper.lit(), (330, 110), (256, 350), 8);
        p.path(Accent.base(), "M330 150h256v50H330z");
        p.line(Dark.base(), 5, "M356 240h120M356 270h180M356 300h90");
        p.path(Dark.base(), "M500 320h8v90h-8zM516 320h4v90h-4zM528 320h10v90h-10zM546 320h4v90h-4zM556 320h8v90h-8z");
    });
    p.turned_by(-8, (340, 320), |p| {
        let cover = "M210 120h250q16 0 16 16v340q0 16 -16 16H210z";
        p.drop(cover);
        p.path(Body.lit(), cover);
        p.path(Body.shade(), "M210 120h24v372h-24z");
        p.seam(Body.hi(), 3, "M244 134h214v344H244z");
        p.ring(Brass.base(), 7, (350, 270), 58);
        p.line(Brass.base(), 5, "M292 270h116M350 212q-44 58 0 116M350 212q44 58 0 116M304 240q46 20 92 0M304 300q46 -20 92 0");
        p.line(Brass.base(), 8, "M300 370h100");
        p.line(Brass.base(), 5, "M316 396h68");
    });
}

fn luggage_tag(p: &mut Pen) {
    for (turn, x, ink) in [(16, 420, Accent), (-14, 260, Body)] {
        p.turned_by(turn, (x + 70, 160), |p| {
            let tag = format!("M{} 150h60l60 60v250q0 20 -20 20H{}q-20 0 -20 -20V210z", x + 40, x);
            p.line(Leather.base(), 11, &format!("M{} 200C{} 60 {} 60 {} 190", x + 70, x - 20, x + 200, x + 78));
            p.drop(&tag);
            p.path(ink.lit(), &tag);
            p.seam(ink.hi(), 3, &format!("M{} 164h48l50 52v240q0 10 -10 10H{}q-10 0 -10 -10V216z", x + 46, x + 4));
            p.disc(Brass.base(), (x + 70, 204), 18);
            p.disc(ink.deep(), (x + 70, 204), 9);
            p.rect(Paper.hi(), (x + 10, 270), (120, 150), 6);
            p.line(Dark.base(), 5, &format!("M{} 310h84M{} 336h60M{} 362h76", x + 28, x + 28, x + 28));
            p.line(ink.base(), 7, &format!("M{} 392h40", x + 28));
        });
    }
}

fn travel_mug(p: &mut Pen) {
    p.shadow((400, FLOOR), 88);
    p.turned(Body, 400, &[(190, 104), (300, 96), (400, 86), (476, 78)]);
    p.path(Wood.round(), "M300 280q100 30 200 0l-8 90q-92 28 -184 0z");
    p.line(Wood.shade(), 3, "M310 300q90 26 180 0M308 340q92 26 184 0");
    p.turned(Dark, 400, &[(150, 92), (164, 108), (196, 112)]);
    p.oval(Dark.hi(), (398, 149), (90, 14));
    p.oval(Dark.deep(), (430, 148), (18, 5));
    p.rect(Accent.round(), (330, 132), (60, 18), 8);
    p.line(Paper.hi(), 6, "M420 116c-16 -20 14 -30 0 -54M446 120c-14 -18 12 -28 0 -46");
    p.gleam(9, "M322 214l6 56M334 390l4 60");
}

fn travel_pillow(p: &mut Pen) {
    let ring = "M400 110c130 0 220 90 220 200c0 80 -30 150 -80 170c-60 10 -84 -40 -60 -90c24 -60 10 -120 -80 -120s-104 60 -80 120c24 50 0 100 -60 90c-50 -20 -80 -90 -80 -170c0 -110 90 -200 220 -200z";
    p.drop(ring);
    p.path(Body.lit(), ring);
    p.within(ring, |p| {
        p.veil(0.45, Body.deep(), "M540 150q110 180 20 360h100V150zM280 330q20 -90 120 -90t120 90q-20 -50 -120 -54t-120 54z");
        p.veil(0.5, Body.light(), "M200 300q10 -130 170 -170q-110 70 -120 200z");
        p.path(Accent.base(), "M388 100h24v180h-24z");
    });
    p.seam(Body.deep(), 3, "M208 340q-10 -190 192 -200q202 10 192 200");
    p.line(Leather.base(), 8, "M268 470q130 60 260 0");
    p.disc(Brass.base(), (398, 500), 13);
}

fn glasses_case(p: &mut Pen) {
    p.shadow((400, 486), 230);
    p.path(Body.deep(), "M200 390q-10 -150 80 -160h260q90 10 80 160z");
    p.path(Body.lit(), "M196 380q-8 -180 90 -190h250q100 10 92 190q-30 -110 -100 -114H296q-70 4 -100 114z");
    p.path(Accent.dim(), "M214 396q4 -112 86 -120h226q84 8 88 120z");
    p.path(Body.dim(), "M186 392h440q10 94 -70 94H256q-80 0 -70 -94z");
    p.path(Body.light(), "M186 392h440q2 10 0 18H188q-2 -8 -2 -18z");
    p.ring(Dark.base(), 10, (320, 352), 50);
    p.ring(Dark.base(), 10, (474, 352), 50);
    p.veil(0.6, Glass.light(), "M275 352a45 45 0 1 0 90 0a45 45 0 1 0 -90 0zM429 352a45 45 0 1 0 90 0a45 45 0 1 0 -90 0z");
    p.line(Dark.base(), 9, "M370 344q26 -16 54 0M270 344l-34 -16M524 344l36 -16");
    p.path(Body.dim(), "M186 400h440q6 86 -70 86H256q-76 0 -70 -86z");
    p.seam(Body.hi(), 3, "M206 420q4 50 54 50h292q50 0 54 -50");
}

fn packing_cubes(p: &mut Pen) {
    p.shadow((400, 488), 220);
    for (x, y, w, h, ink) in [(200, 380, 330, 106, Body), (226, 280, 280, 98, Accent), (258, 198, 210, 80, Clay)] {
        p.crate_of(ink, (x, y), (w, h), 62);
        p.path(ink.shade(), &format!("M{} {}l30 -15h{}l-30 15z", x + 30, y - 6, w - 30));
        for n in 0..3 {
            p.line(ink.base(), 4, &format!("M{} {}h{}", x + 44 + n * 6, y - 10 - n * 4, w - 40));
        }
        p.line(Brass.base(), 5, &format!("M{x} {}h{w}l62 -31", y + 16));
        p.rect(Brass.light(), (x + 34, y + 14), (14, 30), 4);
        p.path(ink.deep(), &format!("M{} {}h70q10 20 0 30h-70q-10 -14 0 -30z", x + w / 2 - 35, y + h / 2));
        p.path(ink.base(), &format!("M{} {}h50v10h-50z", x + w / 2 - 25, y + h / 2 + 8));
    }
}

fn waist_bag(p: &mut Pen) {
    p.line(Dark.shade(), 28, "M60 200q120 90 180 110M740 200q-120 90 -180 110");
    p.seam(Dark.hi(), 3, "M66 204q114 84 174 106M734 204q-114 84 -174 106");
    let bag = "M220 250q180 -50 360 0q40 30 26 100q-40 110 -206 112q-166 -2 -206 -112q-14 -70 26 -100z";
    p.drop(bag);
    p.path(Body.lit(), bag);
    p.within(bag, |p| {
        p.veil(0.4, Body.deep(), "M540 230q60 120 -60 240h140V230z");
        p.path(Body.shade(), "M190 400q210 60 420 0v80H190z");
        p.path(Body.light(), "M214 262q180 -46 372 0q-180 -26 -372 0z");
    });
    p.line(Dark.base(), 12, "M226 290q174 -44 348 0");
    p.line(Brass.base(), 4, "M226 290q174 -44 348 0");
    p.rect(Accent.lit(), (536, 276), (46, 22), 8);
    p.path(Body.dim(), "M270 350q130 20 260 0q-10 80 -130 84q-120 -4 -130 -84z");
    p.line(Brass.base(), 4, "M276 356q124 18 248 0");
    p.rect(Accent.base(), (290, 354), (16, 34), 5);
}
