//! To carry things in, and for journeys.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Clay, Dark, Ground, Leaf, Leather, Metal, Paper, Red, Wood},
    pen::Pen,
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("bag", Table, tote),
    ("holdall", Table, holdall),
    ("pannier", Table, pannier),
    ("gym-bag", Plain, gym_bag),
    ("apple-bag", Table, apple_bag),
    ("log-carrier", Table, log_carrier),
    ("net-bag", Plain, net_bag),
    ("backpack", Table, backpack),
    ("satchel", Table, satchel),
    ("wash-bag", Table, wash_bag),
];

fn tote(p: &mut Pen) {
    p.shadow((400, 488), 172);
    p.line(Body.deep(), 16, "M320 250c0 -190 160 -190 160 0");
    let bag = "M246 226h308l20 262q-174 14 -348 0z";
    p.path(Body.lit(), bag);
    p.within(bag, |p| {
        p.veil(0.35, Body.deep(), "M500 220q10 160 40 280h50V220zM390 360q10 60 -10 140h30q0 -80 -20 -140z");
        p.veil(0.4, Body.light(), "M262 220q-10 160 -16 280h36q0 -160 -20 -280z");
        p.path(Body.base(), "M230 226h340v24H230z");
    });
    p.line(Body.shade(), 18, "M310 260c-4 -230 184 -230 180 0");
    p.line(Body.light(), 5, "M304 252c2 -200 160 -216 186 -46");
    p.path(Body.shade(), "M296 246h30v56h-30zM474 246h30v56h-30z");
    p.seam(Paper.light(), 3, "M300 252h22v44h-22zM478 252h22v44h-22zM246 244h306");
    p.leaf(Accent, (400, 440), 0, 110);
    p.leaf(Accent, (400, 440), 40, 90);
    p.leaf(Accent, (400, 440), -40, 90);
}

fn holdall(p: &mut Pen) {
    p.shadow((400, 486), 250);
    p.line(Leather.shade(), 16, "M300 320c0 -180 200 -180 200 0");
    let bag = "M170 330q6 -60 60 -64h340q54 4 60 64l10 124q0 30 -30 32H190q-30 -2 -30 -32z";
    p.path(Body.lit(), bag);
    p.within(bag, |p| {
        p.veil(0.35, Body.deep(), "M560 250q60 60 30 250h70V250z");
        p.path(Leather.dim(), "M150 430q250 30 500 0v70H150z");
        p.path(Leather.base(), "M280 260h34v240h-34zM486 260h34v240h-34z");
        p.path(Body.light(), "M190 290q20 -20 50 -20h330l-10 14H240q-30 0 -50 6z");
    });
    p.line(Brass.base(), 6, "M230 268h340");
    p.line(Leather.base(), 16, "M297 330c-4 -190 210 -190 206 0");
    p.line(Leather.hi(), 5, "M292 320c4 -160 170 -176 204 -50");
    p.rect(Leather.lit(), (360, 150), (80, 34), 14);
    p.seam(Leather.hi(), 3, "M286 290v180M308 290v180M492 290v180M514 290v180");
    for x in [297, 503] {
        p.rect(Brass.base(), (x - 22, 328), (44, 22), 4);
    }
    p.path(Accent.base(), "M602 340l40 60 -26 40 -34 -60z");
}

fn pannier(p: &mut Pen) {
    p.shadow((400, 488), 150);
    let bag = "M258 200h284l16 252q0 36 -36 36H278q-36 0 -36 -36z";
    p.path(Body.lit(), bag);
    p.within(bag, |p| {
        p.veil(0.4, Body.deep(), "M480 190q20 200 -10 310h100V190z");
        p.veil(0.4, Body.light(), "M270 190h30l-10 310h-40z");
        p.path(Body.shade(), "M240 440h320v60H240z");
    });
    p.path(Body.dim(), "M252 150q148 -24 296 0l-4 56H256z");
    p.path(Body.light(), "M252 128q148 -20 296 0q8 20 0 40q-148 -24 -296 0q-8 -20 0 -40z");
    p.line(Dark.base(), 18, "M300 128v240M500 128v240");
    for x in [300, 500] {
        p.rect(Dark.shade(), (x - 22, 250), (44, 50), 8);
        p.rect(Dark.hi(), (x - 14, 258), (28, 12), 4);
    }
    p.path(Paper.hi(), "M340 340h120v14H340z");
    p.rect(Accent.lit(), (360, 380), (80, 44), 10);
    p.path(Paper.hi(), "M376 402l16 -12 8 8 12 -12 12 22 -48 0z");
    p.line(Metal.deep(), 12, "M330 120c0 -40 -30 -40 -30 -10M470 120c0 -40 30 -40 30 -10");
}

fn gym_bag(p: &mut Pen) {
    let bag = "M276 180q124 -30 248 0l30 290q0 30 -30 34q-124 16 -248 0q-30 -4 -30 -34z";
    p.line(Accent.shade(), 9, "M300 176C200 60 130 300 262 480M500 176C600 60 670 300 538 480");
    p.drop(bag);
    p.path(Body.lit(), bag);
    p.within(bag, |p| {
        for x in (280..540).step_by(32) {
            p.veil(0.5, Body.shade(), &format!("M{x} 160l14 0 -6 120z"));
        }
        p.veil(0.35, Body.deep(), "M480 160q50 160 20 360h70V160z");
        p.path(Body.shade(), "M230 430q170 30 340 0v90H230z");
        p.path(Accent.base(), "M230 410q170 30 340 0v14q-170 30 -340 0z");
    });
    p.path(Body.base(), "M270 190q130 -30 260 0q-10 -40 -40 -56q-90 -14 -180 0q-30 16 -40 56z");
    p.path(Body.deep(), "M300 140q100 -14 200 0q-100 18 -200 0z");
    p.line(Accent.base(), 8, "M272 186q128 -28 256 0");
    for x in [262, 538] {
        p.disc(Brass.base(), (x, 470), 12);
        p.disc(Dark.base(), (x, 470), 6);
    }
    for (x, y) in [(360, 466), (384, 470), (408, 470), (432, 468)] {
        p.disc(Body.deep(), (x, y), 6);
    }
}

fn apple_bag(p: &mut Pen) {
    p.shadow((400, 488), 170);
    p.line(Leather.base(), 22, "M270 250C280 20 520 20 530 250");
    for (x, y) in [(300, 226), (370, 206), (440, 210), (504, 228), (400, 232), (340, 240), (464, 240)] {
        p.ball(Red, (x, y), 38);
        p.line(Wood.deep(), 5, &format!("M{x} {}q4 -12 12 -16", y - 30));
    }
    p.leaf(Leaf, (376, 176), 60, 44);
    p.leaf(Leaf, (510, 196), 50, 40);
    let bag = "M238 240q162 30 324 0l10 210q-10 40 -50 40H278q-40 0 -50 -40z";
    p.path(Body.lit(), bag);
    p.within(bag, |p| {
        p.veil(0.35, Body.deep(), "M510 230q30 160 0 270h80V230z");
        p.veil(0.35, Body.light(), "M256 240q-10 140 0 260h34q-20 -120 -4 -256z");
        p.path(Body.shade(), "M220 420h360v80H220z");
    });
    p.line(Body.shade(), 12, "M240 246q160 28 320 0");
    for x in [290, 345, 400, 455, 510] {
        p.disc(Brass.base(), (x, 430), 9);
        p.disc(Brass.hi(), (x - 2, 428), 4);
    }
    p.rect(Leather.lit(), (252, 236), (34, 74), 5);
    p.rect(Leather.lit(), (514, 236), (34, 74), 5);
    p.ball(Red, (626, 456), 34);
    p.line(Wood.deep(), 5, "M626 428q2 -12 10 -16");
}

fn log_carrier(p: &mut Pen) {
    p.shadow((400, 488), 230);
    for (x, y) in [(300, 420), (400, 424), (500, 420), (350, 340), (450, 340), (400, 262)] {
        p.disc(Wood.deep(), (x, y), 54);
        p.disc(Wood.light(), (x, y), 45);
        p.ring(Wood.base(), 4, (x - 2, y + 2), 31);
        p.ring(Wood.base(), 4, (x - 4, y + 3), 18);
        p.disc(Wood.shade(), (x - 4, y + 3), 5);
        p.line(Wood.shade(), 3, &format!("M{x} {y}l30 -22"));
    }
    p.line(Body.deep(), 34, "M222 250c-20 130 -20 216 70 222h216c90 -6 90 -92 70 -222");
    p.line(Body.base(), 24, "M222 250c-20 130 -20 216 70 222h216c90 -6 90 -92 70 -222");
    p.seam(Body.hi(), 3, "M214 260c-20 120 -16 210 78 220h216c94 -10 98 -100 78 -220");
    p.line(Leather.shade(), 16, "M222 250c10 -190 130 -210 178 -170c48 -40 168 -20 178 170");
    p.line(Leather.hi(), 5, "M222 236c16 -150 110 -176 160 -150");
    p.rect(Leather.lit(), (346, 66), (108, 30), 14);
}

fn net_bag(p: &mut Pen) {
    let net = "M330 190q-130 90 -120 220q20 120 190 122q170 -2 190 -122q10 -130 -120 -220z";
    p.line(Body.shade(), 12, "M340 190c-40 -170 160 -170 120 0");
    p.drop(net);
    p.veil(0.35, Body.light(), net);
    p.within(net, |p| {
        for (x, y, r) in [(300, 440, 56), (400, 460, 58), (500, 440, 56), (340, 350, 54), (446, 350, 56), (394, 270, 48)] {
            p.path(
                Clay.dim(),
                &format!(
                    "M{x} {}c-{} 0 -{} -{} 0 -{}c{} {} {} {} 0 {}z",
                    y + r,
                    r * 14 / 10,
                    r * 13 / 10,
                    r * 15 / 10,
                    r * 2,
                    r * 13 / 10,
                    r / 2,
                    r * 14 / 10,
                    r * 2,
                    r * 2
                ),
            );
            p.path(Clay.light(), &format!("M{} {}c-{} -20 -{} -{} {} -{}z", x - r / 4, y + r * 7 / 10, r / 2, r / 2, r, r / 4, r * 3 / 2));
            p.line(Clay.shade(), 3, &format!("M{x} {}q20 {r} 2 {}M{x} {}q-22 {r} -4 {}", y - r + 6, 2 * r - 16, y - r + 6, 2 * r - 16));
        }
        for n in 0..13 {
            p.line(Body.base(), 5, &format!("M{} 180l300 360", 60 + n * 44));
            p.line(Body.base(), 5, &format!("M{} 180l-300 360", 210 + n * 44));
        }
    });
    p.line(Body.shade(), 7, net);
    p.path(Body.base(), "M322 178q78 -20 156 0l4 24q-82 -18 -164 0z");
    p.line(Accent.base(), 7, "M322 196q78 -18 156 0");
    p.disc(Metal.shade(), (400, 62), 9);
}

fn backpack(p: &mut Pen) {
    p.shadow((400, 488), 160);
    p.line(Leather.shade(), 14, "M360 126c0 -60 80 -60 80 0");
    p.line(Body.deep(), 26, "M258 240q-50 120 0 220M542 240q50 120 0 220");
    let pack = "M250 230q0 -124 150 -124t150 124v220q0 38 -38 38H288q-38 0 -38 -38z";
    p.path(Body.round(), pack);
    p.within(pack, |p| {
        p.path(Leather.dim(), "M240 440h320v60H240z");
        p.path(Body.light(), "M262 230q6 -100 120 -116q-80 50 -96 140z");
    });
    p.path(Body.dim(), "M280 330h240v110q0 20 -20 20H300q-20 0 -20 -20z");
    p.path(Body.base(), "M274 216q126 -30 252 0l-6 92q-6 24 -30 24H310q-24 0 -30 -24z");
    p.path(Body.light(), "M274 216q126 -30 252 0l-2 14q-124 -26 -248 0z");
    for x in [336, 464] {
        p.rect(Leather.lit(), (x - 13, 250), (26, 120), 5);
        p.rect(Brass.base(), (x - 18, 340), (36, 26), 4);
        p.rect(Leather.deep(), (x - 9, 348), (18, 10), 2);
    }
    p.seam(Body.hi(), 3, "M292 344v96q0 8 10 8h196q10 0 10 -8v-96");
    p.path(Accent.base(), "M376 392h48v34h-48z");
    p.line(Brass.base(), 5, "M286 164q114 -60 228 0");
}

fn satchel(p: &mut Pen) {
    p.shadow((400, 486), 200);
    p.line(Leather.shade(), 16, "M236 300C180 40 620 40 564 300");
    p.rect(Body.dim(), (220, 240), (364, 246), 30);
    p.rect(Body.lit(), (214, 236), (360, 246), 30);
    p.path(Body.light(), "M206 250q0 -26 26 -26h324q26 0 26 26l-14 120q-8 30 -40 30H260q-32 0 -40 -30z");
    p.path(Body.base(), "M208 268q186 30 372 0l-12 102q-8 30 -40 30H260q-32 0 -40 -30z");
    for x in [306, 482] {
        p.rect(Leather.lit(), (x - 18, 300), (36, 150), 8);
        p.rect(Brass.shade(), (x - 26, 380), (52, 40), 6);
        p.rect(Leather.base(), (x - 16, 390), (32, 20), 3);
        p.line(Brass.light(), 5, &format!("M{x} 384v22"));
    }
    p.seam(Body.hi(), 3, "M224 258l14 108q4 18 24 18h264q20 0 24 -18l14 -108");
    p.path(Leather.base(), "M330 216h130q0 -34 -20 -34h-90q-20 0 -20 34z");
    p.path(Ground.base(), "M352 216h86q0 -16 -10 -16h-66q-10 0 -10 16z");
}

fn wash_bag(p: &mut Pen) {
    p.shadow((400, 486), 190);
    p.path(Body.dim(), "M520 300l64 -20q30 10 34 60v110l-70 34z");
    let front = "M196 330q4 -50 60 -54h240q56 4 60 54v120q0 34 -34 36H230q-34 -2 -34 -36z";
    p.path(Body.lit(), front);
    p.within(front, |p| {
        for x in (190..580).step_by(40) {
            for y in (280..490).step_by(40) {
                p.path(Accent.base(), &format!("M{x} {}l8 -12 8 12 -8 12z", y + (x / 40 % 2) * 20));
            }
        }
        p.veil(0.3, Body.deep(), "M196 440h370v60H196z");
    });
    p.path(Body.shade(), "M210 296q20 -40 70 -44h260q40 4 60 40l-50 20q-10 -30 -54 -36H256q-36 4 -46 20z");
    p.line(Brass.base(), 7, "M222 288q20 -24 60 -26h250q40 2 56 26");
    p.path(Leather.lit(), "M560 280l44 30q10 14 -4 22l-50 -34z");
    p.line(Leather.base(), 14, "M198 370q-40 0 -40 40t40 40");
    p.rect(Brass.light(), (236, 262), (28, 46), 6);
}
