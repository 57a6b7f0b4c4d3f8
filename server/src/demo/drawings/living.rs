//! To sit on, to put things on, and to look at.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Glass, Ground, Leaf, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("chair", Table, armchair),
    ("sofa", Table, sofa),
    ("stool", Table, stool),
    ("task-chair", Table, task_chair),
    ("side-table", Table, side_table),
    ("shelf", Table, shelf),
    ("chest", Table, chest),
    ("pouf", Table, pouf),
    ("cushion", Table, cushion),
    ("blanket", Table, blanket),
    ("rug", Table, rug),
    ("vase", Table, vase),
    ("frame", Plain, frame),
    ("mirror", Plain, mirror),
    ("basket", Table, basket),
    ("clock", Plain, wall_clock),
    ("mantel-clock", Table, mantel_clock),
    ("coat-hooks", Plain, coat_hooks),
    ("clothes-hanger", Plain, clothes_hanger),
];

fn armchair(p: &mut Pen) {
    p.feet((400, 494), 190, &[250, 550]);
    p.path(Wood.shade(), "M262 436l-22 62h16l30 -58zM540 436l22 62h-16l-30 -58z");
    p.path(Wood.base(), "M300 440l-8 40h14l14 -40zM500 440l8 40h-14l-14 -40z");
    p.path(Body.dim(), "M276 330V196q4 -70 124 -70t124 70v134z");
    p.path(Body.lit(), "M292 330V204q4 -62 108 -62t108 62v126z");
    p.line(Body.shade(), 3, "M400 146v176");
    p.path(Body.shade(), "M270 352h260v96H270z");
    p.path(Body.light(), "M276 326q0 -18 18 -18h212q18 0 18 18v34q0 16 -18 16H294q-18 0 -18 -16z");
    p.path(Body.base(), "M276 348q124 20 248 0v12q0 16 -18 16H294q-18 0 -18 -16z");
    p.path(Body.lit(), "M226 270q0 -26 30 -26t30 26v176h-46q-14 0 -14 -14z");
    p.path(Body.dim(), "M514 270q0 -26 30 -26t30 26v162q0 14 -14 14h-46z");
    p.line(Body.light(), 5, "M232 266q2 -18 24 -18");
    p.path(Accent.lit(), "M318 236l96 -18 20 90 -96 20q-10 -44 -20 -92z");
    p.line(Accent.shade(), 3, "M330 250l84 -16M336 280l84 -16M342 306l84 -16");
}

fn sofa(p: &mut Pen) {
    p.feet((400, 492), 286, &[150, 650]);
    p.path(Wood.shade(), "M156 446l-14 50h14l24 -46zM644 446l14 50h-14l-24 -46z");
    p.rect(Body.shade(), (160, 218), (480, 190), 44);
    p.rect(Body.lit(), (172, 230), (222, 150), 34);
    p.rect(Body.lit(), (404, 230), (222, 150), 34);
    p.rect(Body.dim(), (150, 360), (500, 92), 20);
    p.rect(Body.light(), (176, 334), (222, 62), 20);
    p.rect(Body.light(), (402, 334), (222, 62), 20);
    p.path(Body.base(), "M176 368q110 18 222 0v10q0 18 -20 18H196q-20 0 -20 -18zM402 368q110 18 222 0v10q0 18 -20 18H422q-20 0 -20 -18z");
    p.rect(Body.lit(), (116, 288), (72, 164), 34);
    p.rect(Body.dim(), (612, 288), (72, 164), 34);
    p.turned_by(-12, (250, 300), |p| {
        p.rect(Accent.lit(), (204, 252), (96, 94), 18);
        p.line(Accent.shade(), 4, "M228 256v86M252 254v90M276 256v86");
    });
    p.turned_by(14, (560, 300), |p| p.rect(Paper.dim(), (512, 256), (92, 90), 18));
}

fn stool(p: &mut Pen) {
    p.feet((400, 482), 152, &[254, 400, 546]);
    p.path(Wood.shade(), "M388 300h24l6 160h-36z");
    p.path(Wood.dim(), "M486 296l26 -4 48 194h-24z");
    p.path(Wood.lit(), "M314 296l-26 -4 -48 194h24z");
    p.line(Wood.shade(), 10, "M278 404h244");
    p.path(Wood.round(), "M236 270q0 34 164 40q164 -6 164 -40z");
    p.oval(Wood.light(), (400, 268), (164, 32));
    p.oval(Body.dim(), (400, 256), (150, 30));
    p.oval(Body.light(), (396, 248), (148, 27));
    p.oval(Body.base(), (404, 251), (120, 20));
    p.disc(Body.deep(), (402, 250), 6);
    p.line(Body.shade(), 3, "M402 250l-60 -14M402 250l70 -10M402 250l-30 20M402 250l60 16");
}

fn task_chair(p: &mut Pen) {
    p.feet((400, 490), 158, &[266, 338, 464, 534]);
    p.line(Metal.deep(), 16, "M400 450L272 476M400 450L528 476M400 450L340 488M400 450L462 488");
    p.line(Metal.light(), 5, "M396 446L278 470M404 446L520 470");
    for x in [266, 338, 464, 534] {
        p.disc(Dark.deep(), (x, 486), 13);
        p.disc(Dark.hi(), (x - 3, 483), 5);
    }
    p.rect(Metal.round(), (386, 364), (28, 92), 6);
    p.line(Dark.base(), 14, "M480 366q70 -40 36 -150");
    p.path(Body.dim(), "M282 348q118 34 236 0l10 18q-128 40 -256 0z");
    p.rect(Body.light(), (270, 316), (260, 46), 22);
    p.path(Body.base(), "M272 338q128 22 256 0q0 24 -24 24H294q-22 0 -22 -24z");
    p.rect(Body.shade(), (300, 110), (206, 172), 40);
    p.rect(Body.lit(), (292, 106), (206, 170), 40);
    p.line(Body.shade(), 3, "M312 160h166M310 192h170M312 224h166");
    p.line(Dark.base(), 10, "M310 338h-46v-50M262 288h70M500 338h44v-50M474 288h70");
    p.gleam(7, "M318 140q10 -14 40 -14");
}

fn side_table(p: &mut Pen) {
    p.feet((400, 482), 150, &[284, 400, 516]);
    p.line(Body.shade(), 12, "M318 300L282 486M482 300L518 486");
    p.line(Body.base(), 12, "M400 300v172");
    p.oval(Body.deep(), (400, 304), (176, 30));
    p.oval(Body.base(), (400, 296), (180, 30));
    p.oval(Body.light(), (397, 290), (176, 27));
    p.oval(Accent.shade(), (350, 288), (64, 10));
    p.rect(Accent.round(), (286, 262), (128, 22), 4);
    p.rect(Paper.light(), (290, 268), (120, 9), 2);
    p.turned(Clay, 470, &[(206, 26), (226, 40), (262, 46), (286, 34)]);
    p.oval(Clay.deep(), (470, 206), (22, 4));
    for (turn, long) in [(-30, 96), (4, 124), (34, 90), (-8, 84), (18, 104)] {
        p.leaf(Leaf, (470, 208), turn, long);
    }
}

fn shelf(p: &mut Pen) {
    p.shadow((400, 492), 200);
    p.crate_of(Wood, (226, 118), (300, 374), 64);
    p.path(Wood.deep(), "M244 136h264v338H244z");
    p.path(Wood.shade(), "M244 136h20v338h-20z");
    for y in [238, 352] {
        p.rect(Wood.light(), (240, y), (272, 16), 2);
    }
    p.path(Wood.light(), "M226 118h300v18H226zM226 474h300v18H226zM226 118h18v374h-18zM508 118h18v374h-18z");
    let row = |p: &mut Pen, y: i32, books: &[(Ink, i32, i32)]| {
        let mut x = 256;
        for (ink, w, h) in books {
            p.rect(ink.lit(), (x, y - h), (*w, *h), 3);
            p.rect(Paper.light(), (x + 4, y - h + 14), (w - 8, 6), 1);
            x += w + 3;
        }
    };
    row(p, 238, &[(Body, 26, 82), (Accent, 20, 70), (Clay, 24, 86), (Body, 18, 74), (Paper, 26, 80)]);
    row(p, 352, &[(Accent, 30, 84), (Dark, 20, 76)]);
    row(p, 474, &[(Clay, 22, 88), (Body, 30, 92), (Accent, 22, 78), (Brass, 24, 84), (Body, 20, 70), (Dark, 24, 88)]);
    p.turned(Body, 446, &[(290, 18), (312, 34), (340, 30), (350, 22)]);
    p.oval(Body.deep(), (446, 290), (15, 3));
    for (turn, long) in [(-34, 60), (0, 74), (34, 56)] {
        p.leaf(Leaf, (446, 292), turn, long);
    }
    p.ball(Brass, (450, 214), 23);
}

fn chest(p: &mut Pen) {
    p.shadow((400, 490), 236);
    p.crate_of(Wood, (176, 312), (386, 176), 74);
    p.line(Wood.shade(), 3, "M176 368h386M176 426h386M562 368l74 -36M562 426l74 -36");
    p.path(Wood.deep(), "M176 472h386v18H176zM562 472l74 -37v18l-74 37z");
    p.path(Body.dim(), "M572 306l74 -37v-26l-74 37z");
    p.path(Body.lit(), "M166 280h406v34H166z");
    p.path(Body.hi(), "M166 280l74 -37h406l-74 37z");
    p.path(Metal.base(), "M232 280h26v60h-26zM480 280h26v60h-26z");
    p.rect(Brass.lit(), (344, 304), (52, 52), 6);
    p.disc(Dark.deep(), (370, 326), 7);
    p.path(Dark.deep(), "M367 328h6l3 18h-12z");
    p.path(Accent.lit(), "M284 250q100 -26 220 0q30 -8 58 -2l-40 26H244q14 -18 40 -24z");
    p.line(Accent.shade(), 3, "M268 262h270M300 248l-12 26M350 244l-10 30M400 243l-8 31M450 244l-6 30M500 248l-8 26");
}

fn pouf(p: &mut Pen) {
    p.shadow((400, 488), 184);
    p.path(Body.round(), "M214 376c0 -74 80 -124 186 -124s186 50 186 124c0 68 -60 114 -186 114s-186 -46 -186 -114z");
    for (bend, back) in [(-168, 56), (-112, 37), (-52, 17), (0, 0), (56, -18), (116, -38), (168, -56)] {
        let tone = if bend > 100 { Body.deep() } else { Body.shade() };
        p.line(tone, 4, &format!("M400 268q{bend} 30 {bend} 110t{back} 104"));
    }
    p.oval(Body.light(), (384, 276), (110, 20));
    p.oval(Accent.shade(), (400, 264), (36, 11));
    p.oval(Accent.light(), (398, 260), (32, 9));
    p.gleam(9, "M246 350q10 -30 40 -52");
}

fn cushion(p: &mut Pen) {
    p.shadow((400, 486), 200);
    let pillow =
        "M214 178q-14 -36 22 -30q164 22 328 0q36 -6 22 30q-20 130 0 256q12 44 -30 38q-156 -20 -312 0q-44 6 -30 -38q20 -126 0 -256z";
    p.path(Body.lit(), pillow);
    p.within(pillow, |p| {
        for x in [250, 330, 410, 490, 570] {
            p.path(Accent.base(), &format!("M{x} 130q18 180 -4 360h26q18 -180 -2 -360z"));
            p.line(Paper.light(), 4, &format!("M{} 130q16 180 -2 360", x + 42));
        }
        p.veil(0.3, Body.deep(), "M200 420q200 60 400 -20l20 100H190zM540 120q60 190 0 400h80V120z");
        p.veil(0.4, Paper.hi(), "M220 150q160 30 300 10q-200 40 -270 220z");
    });
    p.seam(Body.deep(), 3, "M230 166q170 22 340 0M232 454q168 -20 336 0");
}

fn blanket(p: &mut Pen) {
    p.shadow((400, 484), 210);
    for (y, ink, other) in [(404, Body, Accent), (324, Accent, Body), (244, Body, Accent)] {
        p.path(ink.round(), &format!("M206 {y}q-22 40 0 78h376q26 -38 0 -78z"));
        p.path(other.base(), &format!("M270 {y}h24v78h-24zM306 {y}h8v78h-8zM486 {y}h24v78h-24z"));
        p.veil(0.35, ink.deep(), &format!("M198 {}q200 16 396 0q-2 12 -12 20H206q-8 -8 -8 -20z", y + 58));
        p.line(ink.deep(), 3, &format!("M212 {}h380", y + 40));
        p.line(ink.light(), 4, &format!("M214 {}h364", y + 6));
    }
    for y in [252, 264, 276, 288, 300, 312, 332, 344, 356, 368, 380, 392, 412, 424, 436, 448, 460, 472] {
        p.line(Paper.shade(), 5, &format!("M596 {y}q18 2 30 {}", y % 5));
    }
}

fn rug(p: &mut Pen) {
    p.shadow((400, 486), 240);
    p.path(Body.lit(), "M150 486l60 -72h420l44 72z");
    p.path(Accent.base(), "M190 474l42 -50h380l28 50z");
    p.path(Body.light(), "M226 464l24 -30h338l16 30z");
    p.rect(Body.round(), (176, 292), (444, 148), 74);
    p.within("M250 292h300a74 74 0 0 1 0 148H250a74 74 0 0 1 0 -148z", |p| {
        p.rect(Body.base(), (176, 292), (444, 148), 74);
        p.rect(Body.light(), (176, 306), (444, 40), 20);
        p.rect(Body.shade(), (176, 396), (444, 50), 0);
        for x in [262, 330, 398, 466, 534] {
            p.path(Accent.base(), &format!("M{x} 290h14q20 76 0 152h-14q20 -76 0 -152z"));
            p.path(Paper.light(), &format!("M{} 340l16 26 -16 26 -16 -26z", x + 40));
        }
    });
    p.oval(Body.deep(), (584, 366), (36, 74));
    p.oval(Body.base(), (584, 366), (28, 60));
    p.line(Body.deep(), 5, "M584 318c34 12 30 88 0 94c-26 -6 -24 -70 2 -72c16 6 14 46 0 50");
    for x in [140, 150, 160] {
        p.line(Paper.shade(), 4, &format!("M{x} 488l-16 14"));
    }
}

fn vase(p: &mut Pen) {
    p.shadow((400, FLOOR), 104);
    for (x, turn, long) in [(398, -30, 210), (402, 24, 200), (396, -10, 230), (404, 46, 150), (396, -50, 150)] {
        p.turned_by(turn, (x, 280), |p| {
            p.line(Leaf.shade(), 5, &format!("M{x} 280v-{long}"));
            p.leaf(Leaf, (x, 280 - long / 2), 40, 64);
            p.leaf(Leaf, (x, 280 - long * 2 / 3), -44, 56);
            for petal in [0, 60, 120, 180, 240, 300] {
                p.turned_by(petal, (x, 280 - long), |p| p.oval(Accent.light(), (x, 258 - long), (13, 21)));
            }
            p.disc(Brass.base(), (x, 280 - long), 12);
        });
    }
    p.turned(Body, 400, &[(262, 44), (282, 40), (330, 86), (390, 116), (450, 92), (476, 70)]);
    p.path(Body.shade(), "M290 412q110 46 220 -4q-6 22 -20 34q-90 34 -180 0q-14 -10 -20 -30z");
    p.rim(Body, (400, 262), 44);
    p.gleam(10, "M330 350q-18 30 -14 56");
}

fn frame(p: &mut Pen) {
    let outer = "M236 92h328v416H236z";
    p.drop(outer);
    p.path(Wood.lit(), outer);
    p.path(Wood.shade(), "M564 92v416H236l18 -18h292V110z");
    p.path(Wood.hi(), "M236 92h328l-18 18H254v380l-18 18z");
    p.path(Paper.hi(), "M256 112h288v376H256z");
    let art = "M298 160h204v280H298z";
    p.path(Body.hi(), art);
    p.within(art, |p| {
        p.disc(Accent.base(), (440, 232), 42);
        p.path(Body.light(), "M280 330q70 -90 130 -20t110 -30v200H280z");
        p.path(Body.base(), "M280 380q60 -60 120 -16t120 -10v120H280z");
        p.path(Body.shade(), "M280 420q90 -40 240 6v60H280z");
    });
    p.veil(0.35, Paper.hi(), "M256 112h130L256 330z");
}

fn mirror(p: &mut Pen) {
    p.drop("M400 90a158 196 0 1 0 .1 0z");
    p.line(Brass.shade(), 5, "M400 60L340 110M400 60l60 50");
    p.disc(Metal.deep(), (400, 58), 9);
    p.oval(Body.dim(), (400, 290), (168, 206));
    p.oval(Body.light(), (397, 286), (162, 200));
    p.oval(Body.shade(), (400, 290), (148, 186));
    p.oval(Glass.lit(), (402, 292), (144, 182));
    p.within("M402 110a144 182 0 1 0 .1 0z", |p| {
        p.veil(0.55, Paper.hi(), "M240 360L480 100h60L270 440zM300 470L560 170h24L324 500z");
        p.veil(0.35, Body.base(), "M240 420q160 40 340 -10v120H240z");
    });
}

fn basket(p: &mut Pen) {
    p.shadow((400, FLOOR), 158);
    p.line(Body.shade(), 14, "M250 262q-50 -70 30 -70M550 262q50 -70 -30 -70");
    let side = p.turned(Wood, 400, &[(250, 176), (340, 170), (430, 148), (474, 132)]);
    p.within(&side, |p| {
        for row in 0..9 {
            for column in 0..13 {
                let (x, y) = (214 + column * 30 + (row % 2) * 15, 270 + row * 26);
                p.line(if (row + column) % 3 == 0 { Wood.light() } else { Wood.shade() }, 7, &format!("M{x} {y}q8 -8 16 0"));
            }
        }
        p.veil(0.28, Wood.deep(), "M490 240q10 130 -30 260h140V240z");
        p.path(Body.round(), "M210 300q190 44 380 0v30q-190 44 -380 0z");
    });
    p.oval(Wood.light(), (400, 250), (176, 30));
    p.oval(Wood.deep(), (400, 253), (164, 24));
    p.path(Accent.lit(), "M262 252q10 -56 70 -60q30 -30 80 -10q60 -24 84 24q40 4 42 46q-130 40 -276 0z");
    p.line(Accent.shade(), 4, "M330 196q24 20 20 60M412 184q-10 30 10 76M494 210q-20 16 -22 50");
}

fn wall_clock(p: &mut Pen) {
    p.drop("M400 110a190 190 0 1 0 .1 0z");
    p.disc(Body.dim(), (400, 300), 190);
    p.disc(Body.light(), (397, 297), 184);
    p.disc(Body.base(), (400, 300), 176);
    p.disc(Paper.shade(), (400, 300), 160);
    p.disc(Paper.hi(), (403, 304), 157);
    for hour in 0..12 {
        let (w, long) = if hour % 3 == 0 { (10, 26) } else { (5, 16) };
        p.turned_by(hour * 30, (400, 300), |p| p.line(Dark.base(), w, &format!("M400 160v{long}")));
    }
    p.turned_by(188, (400, 300), |p| p.line(Dark.shade(), 12, "M400 310V212"));
    p.turned_by(0, (400, 300), |p| p.line(Dark.shade(), 8, "M400 320v130"));
    p.turned_by(64, (400, 300), |p| p.line(Accent.base(), 4, "M400 336V172"));
    p.disc(Dark.shade(), (400, 300), 14);
    p.disc(Accent.light(), (400, 300), 6);
    p.gleam(7, "M238 240q28 -84 104 -112");
}

fn mantel_clock(p: &mut Pen) {
    p.shadow((400, 486), 200);
    p.path(Wood.dim(), "M234 440c0 -220 70 -292 166 -292s166 72 166 292z");
    p.path(Wood.lit(), "M244 440c0 -210 66 -280 152 -280s148 70 152 280z");
    p.rect(Wood.shade(), (196, 440), (408, 46), 8);
    p.rect(Wood.light(), (196, 436), (404, 20), 6);
    for x in [232, 540] {
        p.oval(Brass.shade(), (x + 14, 490), (20, 8));
    }
    p.disc(Brass.shade(), (400, 300), 112);
    p.disc(Brass.light(), (396, 296), 106);
    p.disc(Paper.hi(), (400, 300), 96);
    for hour in 0..12 {
        p.turned_by(hour * 30, (400, 300), |p| p.line(Body.shade(), if hour % 3 == 0 { 8 } else { 4 }, "M400 214v12"));
    }
    p.turned_by(-60, (400, 300), |p| p.line(Dark.base(), 8, "M400 308v-58"));
    p.turned_by(60, (400, 300), |p| p.line(Dark.base(), 5, "M400 312v-86"));
    p.disc(Brass.base(), (400, 300), 9);
    p.path(Body.base(), "M340 426q60 -24 120 0l-10 8q-50 -16 -100 0z");
    p.gleam(8, "M268 330q14 -90 60 -126");
}

fn coat_hooks(p: &mut Pen) {
    p.drop("M130 220h540v72H130z");
    p.rect(Wood.lit(), (130, 216), (540, 76), 14);
    p.line(Wood.shade(), 3, "M150 240h240M420 262h230M170 272h180");
    for x in [204, 338, 470, 602] {
        p.disc(Brass.shade(), (x, 254), 20);
        p.disc(Brass.light(), (x - 2, 251), 15);
        p.line(Brass.shade(), 14, &format!("M{x} 258v56q0 34 -28 30"));
        p.line(Brass.light(), 5, &format!("M{} 262v50q0 26 -22 26", x - 3));
        p.ball(Body, (x - 30, 340), 15);
    }
    p.path(Body.lit(), "M430 330q40 -26 80 0q20 80 14 190q-56 18 -108 0q-8 -120 14 -190z");
    p.path(Body.shade(), "M486 320q14 0 24 10q20 80 14 190l-30 6q14 -110 -8 -206z");
    p.line(Accent.base(), 12, "M420 486q52 14 102 0M418 462q52 14 106 0");
}

fn clothes_hanger(p: &mut Pen) {
    let arms = "M400 232c-60 40 -180 96 -236 140c-30 28 -10 60 28 52q208 -34 416 0c38 8 58 -24 28 -52c-56 -44 -176 -100 -236 -140z";
    p.drop(arms);
    p.line(Metal.shade(), 12, "M400 240v-44q40 -14 40 -52a40 40 0 0 0 -80 -4");
    p.line(Metal.light(), 4, "M397 236v-44q38 -12 38 -46");
    p.path(Wood.lit(), arms);
    p.path(Ground.light(), "M400 290c-50 32 -130 66 -180 102q180 -26 360 0c-50 -36 -130 -70 -180 -102z");
    p.line(Wood.shade(), 4, "M190 418q210 -34 420 0");
    p.rect(Body.round(), (372, 236), (56, 34), 10);
}
