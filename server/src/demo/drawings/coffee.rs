//! For coffee and tea.

use super::{
    Drawing,
    ground::Ground::Table,
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Leather, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("espresso-cup", Table, espresso_cup),
    ("espresso-pair", Table, espresso_pair),
    ("tea-cup", Table, tea_cup),
    ("carafe", Table, carafe),
    ("teapot", Table, teapot),
    ("moka-pot", Table, moka_pot),
    ("french-press", Table, french_press),
    ("dripper", Table, dripper),
    ("grinder", Table, grinder),
    ("coffee-bag", Table, coffee_bag),
    ("tea-tin", Table, tea_tin),
    ("milk-jug", Table, milk_jug),
    ("kettle", Table, kettle),
    ("thermos", Table, thermos),
    ("honey-jar", Table, honey_jar),
    ("tea-strainer", Table, tea_strainer),
    ("cake", Table, cake_stand),
];

/// A saucer under a cup.
fn saucer(p: &mut Pen, ink: Ink, (cx, y): (i32, i32), r: i32) {
    p.path(ink.round(), &format!("M{} {y}q{} {} {r} {}t{r} -{}z", cx - r, r / 2, r / 5, r / 5, r / 5));
    p.oval(ink.light(), (cx, y), (r, r / 6));
    p.oval(ink.base(), (cx, y + 2), (r * 9 / 10, r / 8));
    p.oval(ink.shade(), (cx + 6, y + 3), (r * 6 / 10, r / 12));
}

fn espresso_cup(p: &mut Pen) {
    p.shadow((400, 470), 190);
    saucer(p, Body, (400, 452), 196);
    p.line(Body.shade(), 24, "M488 326c66 -16 66 74 -8 76");
    p.line(Body.base(), 8, "M488 322c60 -12 60 66 -4 70");
    p.turned(Body, 400, &[(290, 100), (350, 98), (410, 80), (442, 56), (450, 54)]);
    p.rim(Body, (400, 290), 100);
    p.oval(Leather.shade(), (401, 293), (88, 11));
    p.oval(Clay.base(), (396, 293), (70, 7));
    p.gleam(8, "M322 326q2 50 26 82");
    p.line(Paper.hi(), 7, "M380 250c-26 -30 22 -44 0 -78M424 246c-22 -24 18 -36 0 -62");
    p.line(Metal.shade(), 9, "M470 462l120 -26");
    p.oval(Metal.light(), (462, 462), (30, 9));
}

fn espresso_pair(p: &mut Pen) {
    p.at((270, 86), 74, espresso_cup);
    p.at((-10, 140), 80, espresso_cup);
}

fn tea_cup(p: &mut Pen) {
    p.shadow((400, 472), 210);
    saucer(p, Paper, (400, 454), 216);
    p.line(Paper.shade(), 18, "M530 286c86 -14 70 104 -32 96");
    p.line(Paper.light(), 6, "M530 282c76 -10 62 92 -26 92");
    let cup = p.turned(Paper, 400, &[(250, 160), (300, 156), (370, 122), (424, 70), (446, 62)]);
    p.within(&cup, |p| {
        p.path(Body.round(), "M230 262q170 50 340 0v30q-170 52 -340 0z");
        for (x, y) in [(290, 332), (350, 348), (414, 350), (476, 342)] {
            p.leaf(Leaf, (x, y + 22), -30, 36);
            p.leaf(Leaf, (x, y + 22), 34, 36);
            p.disc(Accent.base(), (x, y), 15);
            p.disc(Accent.light(), (x - 3, y - 3), 7);
        }
    });
    p.rim(Paper, (400, 250), 160);
    p.oval(Clay.shade(), (401, 254), (144, 18));
    p.oval(Clay.base(), (390, 255), (120, 12));
    p.line(Paper.shade(), 3, "M300 250q-30 50 -22 96");
    p.path(Body.base(), "M262 342h34v44h-34z");
}

fn carafe(p: &mut Pen) {
    p.shadow((400, FLOOR), 150);
    let glass = "M330 122q6 90 26 130q-120 100 -112 176q6 58 60 60h192q54 -2 60 -60q8 -76 -112 -176q20 -40 26 -130q-70 20 -140 0z";
    p.veil(0.65, Glass.round(), glass);
    p.within(glass, |p| {
        p.path(Leather.round(), "M220 396q180 40 360 0v120H220z");
        p.oval(Leather.hi(), (400, 398), (156, 22));
        p.veil(0.35, Glass.hi(), "M240 380q10 90 60 110h-70z");
    });
    p.line(Glass.shade(), 4, glass);
    p.path(Wood.round(), "M340 200q60 22 120 0l14 62q-74 26 -148 0z");
    p.line(Leather.base(), 9, "M334 230q66 24 132 0");
    p.ball(Body, (452, 240), 13);
    p.line(Leather.base(), 6, "M400 242l-14 40M400 242l20 36");
    p.oval(Glass.light(), (400, 122), (70, 12));
    p.oval(Glass.deep(), (402, 124), (60, 7));
    p.gleam(8, "M268 410q-4 -50 54 -110M352 146l10 50");
}

fn teapot(p: &mut Pen) {
    p.shadow((390, FLOOR), 166);
    p.line(Body.shade(), 32, "M258 290c-120 -30 -130 130 6 130");
    p.line(Body.base(), 12, "M258 284c-112 -24 -118 116 0 122");
    p.path(Body.dim(), "M500 380c70 -10 66 -120 128 -150l22 24c-40 50 -40 150 -130 190z");
    p.oval(Body.deep(), (639, 242), (18, 12));
    p.turned(Body, 390, &[(238, 92), (270, 138), (340, 168), (420, 150), (468, 104), (476, 100)]);
    p.turned(Body, 390, &[(206, 50), (220, 82), (240, 98)]);
    p.path(Body.deep(), "M292 240q98 30 196 0v7q-98 30 -196 0z");
    p.ball(Wood, (390, 188), 24);
    p.path(Accent.round(), "M224 350q166 54 332 -2q0 14 -4 28q-162 50 -324 0q-4 -14 -4 -26z");
    p.gleam(12, "M262 300q-18 40 -4 90");
}

fn moka_pot(p: &mut Pen) {
    p.shadow((390, FLOOR), 116);
    p.line(Dark.shade(), 30, "M482 222q104 -30 106 30l-6 118");
    p.line(Dark.hi(), 8, "M490 214q84 -22 90 24");
    p.path(Metal.lit(), "M300 346l-30 132q120 24 240 0l-30 -132z");
    p.path(Metal.shade(), "M420 352l24 134q40 -2 66 -8l-30 -132z");
    p.path(Metal.hi(), "M346 350l-14 134q-34 0 -62 -6l30 -132z");
    p.path(Body.lit(), "M268 190l38 136h168l22 -136z");
    p.path(Body.shade(), "M424 190l-6 136h56l22 -136z");
    p.path(Body.light(), "M268 190l38 136h44l-16 -136z");
    p.path(Body.base(), "M280 190l-44 -26 32 62z");
    p.rect(Metal.round(), (296, 322), (188, 30), 10);
    p.path(Metal.light(), "M276 190q106 -58 216 0z");
    p.path(Metal.shade(), "M400 152q60 8 92 38h-80z");
    p.turned(Dark, 386, &[(110, 16), (122, 20), (144, 12), (158, 14)]);
    p.gleam(7, "M306 214l22 90M300 372l-16 84");
}

fn french_press(p: &mut Pen) {
    p.shadow((390, FLOOR), 120);
    p.line(Body.shade(), 28, "M496 230q92 0 92 60v70q0 50 -92 50");
    p.line(Body.light(), 8, "M500 222q78 4 78 56");
    let glass = "M286 190h210v290q-105 22 -210 0z";
    p.veil(0.6, Glass.round(), glass);
    p.within(glass, |p| {
        p.path(Leather.round(), "M280 296q110 24 220 0v210H280z");
        p.oval(Leather.hi(), (391, 298), (105, 15));
        p.line(Metal.base(), 8, "M391 130v166");
        p.veil(0.4, Glass.hi(), "M306 190h20v300h-20z");
    });
    p.path(Metal.round(), "M280 206q111 22 222 0v22q-111 22 -222 0zM280 440q111 26 222 0v44q-111 26 -222 0z");
    p.path(Metal.shade(), "M320 228h12v216h-12zM446 228h12v216h-12z");
    p.turned(Body, 391, &[(150, 60), (166, 100), (190, 112), (202, 112)]);
    p.path(Body.base(), "M282 196l-42 -14 30 34z");
    p.line(Metal.base(), 9, "M391 150V96");
    p.ball(Body, (391, 86), 24);
    p.gleam(8, "M306 178q20 -16 44 -20");
}

fn dripper(p: &mut Pen) {
    p.shadow((400, FLOOR), 126);
    let pot = "M330 312q-66 40 -66 110q0 60 50 66q86 10 172 0q50 -6 50 -66q0 -70 -66 -110z";
    p.veil(0.65, Glass.round(), pot);
    p.within(pot, |p| {
        p.path(Leather.round(), "M240 412q160 34 320 0v110H240z");
        p.oval(Leather.hi(), (400, 413), (132, 17));
    });
    p.line(Glass.shade(), 4, pot);
    p.line(Glass.shade(), 16, "M528 372q70 -10 60 46t-70 40");
    p.line(Leather.shade(), 5, "M400 320v86");
    p.line(Body.shade(), 20, "M498 190c76 -14 66 76 -28 70");
    p.oval(Body.base(), (400, 306), (116, 19));
    p.oval(Body.light(), (400, 301), (116, 18));
    p.turned(Body, 400, &[(152, 140), (220, 98), (270, 56), (300, 46)]);
    p.path(Paper.lit(), "M262 150l28 -40q110 -26 220 0l28 40z");
    p.rim(Body, (400, 152), 140);
    p.oval(Leather.deep(), (401, 157), (122, 13));
    p.line(Body.shade(), 4, "M330 190l44 100M400 200v92M470 190l-44 100");
    p.gleam(8, "M284 184l46 70M284 410q2 -40 40 -74");
}

fn grinder(p: &mut Pen) {
    p.shadow((400, FLOOR), 132);
    p.crate_of(Wood, (276, 322), (210, 164), 56);
    p.path(Wood.shade(), "M276 466h210v20H276zM486 466l56 -28v20l-56 28z");
    p.rect(Wood.base(), (304, 382), (154, 70), 6);
    p.rect(Wood.light(), (310, 386), (142, 58), 4);
    p.ball(Brass, (381, 416), 13);
    p.turned(Body, 408, &[(206, 30), (226, 84), (262, 112), (300, 116), (312, 116)]);
    p.path(Body.shade(), "M292 300q116 34 232 0v12q-116 34 -232 0z");
    p.turned(Metal, 408, &[(186, 14), (212, 16)]);
    p.line(Metal.deep(), 12, "M408 186L566 150");
    p.line(Metal.hi(), 4, "M408 182L560 148");
    p.turned(Wood, 572, &[(92, 18), (106, 24), (130, 18), (148, 12)]);
    p.gleam(8, "M324 256q16 -24 44 -34");
    for (x, y) in [(196, 486), (228, 498), (250, 480), (184, 508)] {
        p.oval(Leather.deep(), (x, y), (15, 10));
        p.line(Leather.light(), 3, &format!("M{} {}q8 6 16 0", x - 8, y));
    }
}

fn coffee_bag(p: &mut Pen) {
    p.shadow((400, FLOOR), 130);
    p.path(Body.dim(), "M500 186l32 22 16 262 -40 18z");
    p.path(Body.lit(), "M292 186h208l16 302q-116 12 -232 0z");
    p.path(Body.light(), "M292 186l-8 302q20 4 36 4l2 -306z");
    p.path(Body.shade(), "M300 118h192l8 70H292z");
    p.path(Body.base(), "M300 118h192l3 22H298z");
    p.rect(Brass.base(), (290, 150), (212, 16), 6);
    p.path(Paper.hi(), "M322 246h150l4 170H318z");
    p.disc(Accent.base(), (397, 306), 40);
    p.path(Leather.deep(), "M372 318c-6 -30 30 -46 46 -30c10 26 -22 50 -46 30z");
    p.line(Paper.light(), 4, "M374 318q24 -4 44 -30");
    p.line(Dark.base(), 6, "M346 370h102M362 388h70");
    p.disc(Body.deep(), (397, 216), 9);
    p.oval(Leather.deep(), (570, 490), (17, 11));
    p.line(Leather.light(), 3, "M560 490q10 6 20 0");
    p.oval(Leather.deep(), (606, 478), (15, 10));
    p.line(Leather.light(), 3, "M597 478q9 5 18 0");
}

fn tea_tin(p: &mut Pen) {
    p.shadow((400, FLOOR), 122);
    p.crate_of(Body, (284, 236), (190, 250), 60);
    p.path(Accent.dim(), "M478 206l60 -30v54l-60 30z");
    p.path(Accent.lit(), "M280 206h198v54H280z");
    p.path(Accent.hi(), "M280 206l60 -30h198l-60 30z");
    p.path(Paper.lit(), "M308 290h142v150H308z");
    p.line(Body.shade(), 3, "M318 300h122v130H318z");
    p.leaf(Leaf, (378, 412), -34, 84);
    p.leaf(Leaf, (378, 412), 30, 92);
    p.leaf(Leaf, (378, 414), 0, 96);
    p.path(Body.light(), "M284 262h10v222h-10z");
    p.gleam(6, "M292 220h70");
}

fn milk_jug(p: &mut Pen) {
    p.shadow((400, FLOOR), 108);
    p.line(Body.shade(), 26, "M488 236c96 -10 96 140 4 150");
    p.line(Body.base(), 9, "M490 230c86 -6 86 128 8 140");
    p.turned(Body, 400, &[(188, 84), (240, 84), (320, 112), (410, 124), (462, 108), (476, 98)]);
    p.path(Body.base(), "M318 186l-44 -22q10 50 48 66z");
    p.oval(Body.light(), (396, 186), (88, 16));
    p.oval(Paper.hi(), (400, 190), (76, 10));
    p.path(Paper.round(), "M277 420q123 46 246 -2q-4 26 -22 44q-12 14 -20 18q-81 14 -162 0q-20 -10 -30 -28q-8 -14 -12 -32z");
    p.gleam(10, "M318 250q-20 60 -22 130");
}

fn kettle(p: &mut Pen) {
    p.shadow((390, FLOOR), 156);
    p.line(Dark.shade(), 26, "M270 268c-40 -150 270 -160 250 -6");
    p.line(Wood.base(), 32, "M336 152q56 -22 112 -2");
    p.line(Wood.light(), 8, "M340 144q50 -18 100 -4");
    p.path(Body.dim(), "M506 400c60 -10 50 -130 116 -146l28 -6 6 16 -24 12c-40 30 -34 160 -108 182z");
    p.turned(Body, 390, &[(262, 96), (300, 140), (380, 164), (450, 160), (476, 142)]);
    p.turned(Body, 390, &[(232, 40), (246, 78), (264, 98)]);
    p.path(Body.deep(), "M292 264q98 28 196 0v6q-98 28 -196 0z");
    p.ball(Dark, (390, 218), 20);
    p.path(Metal.round(), "M231 446q159 42 318 0q-2 18 -10 30q-149 26 -298 0q-8 -12 -10 -30z");
    p.gleam(12, "M262 330q-16 40 -10 90");
}

fn thermos(p: &mut Pen) {
    p.shadow((400, FLOOR), 84);
    p.turned(Body, 400, &[(226, 70), (250, 82), (400, 84), (476, 80)]);
    p.path(Metal.round(), "M330 208h140v24q-70 20 -140 0zM317 440q83 26 166 0v28q0 8 -4 10q-79 20 -158 0q-4 -2 -4 -10z");
    p.turned(Metal, 400, &[(112, 58), (126, 64), (208, 68)]);
    p.oval(Metal.light(), (400, 112), (57, 10));
    p.line(Metal.shade(), 3, "M334 190q66 18 132 0");
    p.path(Body.deep(), "M372 300h56v86h-56z");
    p.path(Body.light(), "M378 306h44v74h-44z");
    p.line(Body.shade(), 5, "M386 356l14 -30 14 30z");
    p.line(Leather.base(), 12, "M478 262q40 20 34 90t-34 90");
    p.gleam(10, "M338 270v150M350 134v60");
}

fn honey_jar(p: &mut Pen) {
    p.shadow((400, FLOOR), 120);
    let glass = "M318 220q-36 30 -36 90v110q0 62 46 66q72 10 144 0q46 -4 46 -66V310q0 -60 -36 -90z";
    p.path(Brass.round(), glass);
    p.within(glass, |p| {
        p.veil(0.5, Clay.base(), "M270 320q130 50 260 0v180H270z");
        p.veil(0.6, Brass.hi(), "M290 260h24v200h-24z");
    });
    p.line(Brass.shade(), 4, glass);
    p.path(Paper.hi(), "M330 330h132v92H330z");
    p.path(Body.base(), "M396 344l28 16v32l-28 16 -28 -16v-32z");
    p.path(Body.light(), "M396 344l-28 16v32l28 -16z");
    p.path(
        Accent.round(),
        "M306 176q94 -30 188 0l26 62q-14 14 -30 2q-12 18 -34 4q-18 16 -36 4q-22 14 -40 -2q-20 14 -36 0q-22 12 -36 -4q-18 4 -28 -6z",
    );
    p.path(Accent.light(), "M316 172q84 -26 168 0q-84 22 -168 0z");
    p.line(Leather.base(), 8, "M304 212q96 24 192 0");
    p.line(Paper.light(), 4, "M330 186l-10 46M376 190l-4 52M424 190l6 52M470 186l14 44");
    p.line(Wood.base(), 12, "M560 300l54 170");
    p.turned_by(-18, (618, 470), |p| {
        for y in [430, 446, 462, 478] {
            p.rect(Wood.shade(), (592, y), (50, 10), 5);
        }
    });
}

fn tea_strainer(p: &mut Pen) {
    p.shadow((400, FLOOR), 96);
    p.turned(Body, 400, &[(356, 116), (410, 106), (460, 72), (478, 66)]);
    p.rim(Body, (400, 356), 116);
    p.oval(Clay.base(), (401, 360), (102, 13));
    p.line(Metal.shade(), 12, "M500 264l170 -70");
    p.line(Wood.base(), 20, "M600 224l90 -38");
    let net = "M286 270q10 96 114 96t114 -96q-114 34 -228 0z";
    p.path(Metal.lit(), net);
    p.within(net, |p| {
        p.line(Metal.deep(), 2, "M280 290h240M280 306h240M280 322h240M280 338h240M280 354h240M310 260v110M334 260v110M358 260v110M382 260v110M406 260v110M430 260v110M454 260v110M478 260v110");
    });
    p.oval(Metal.hi(), (400, 270), (116, 21));
    p.oval(Leaf.deep(), (400, 272), (102, 15));
    for (x, turn) in [(340, 70), (380, -60), (420, 80), (450, -70), (400, 40)] {
        p.leaf(Leaf, (x, 272), turn, 40);
    }
    p.gleam(8, "M304 392q14 34 40 54");
}

fn cake_stand(p: &mut Pen) {
    p.shadow((400, FLOOR), 100);
    p.turned(Body, 400, &[(380, 40), (410, 20), (440, 30), (466, 92), (478, 96)]);
    p.turned(Body, 400, &[(356, 212), (372, 206), (384, 120)]);
    p.oval(Body.light(), (400, 356), (212, 34));
    p.oval(Body.base(), (400, 358), (198, 28));
    p.turned(Clay, 400, &[(244, 140), (350, 140)]);
    p.path(Paper.round(), "M260 288q140 46 280 0v20q-140 46 -280 0z");
    p.path(Accent.round(), "M260 238h280v34q-14 34 -34 4q-16 36 -44 8q-22 34 -54 4q-26 30 -52 -2q-22 26 -46 -10q-30 26 -50 -14z");
    p.oval(Accent.light(), (400, 238), (140, 23));
    for (x, y) in [(330, 228), (400, 220), (470, 230), (366, 242), (438, 244)] {
        p.ball(Body, (x, y - 10), 19);
    }
    p.gleam(8, "M212 364q30 18 80 22");
}
