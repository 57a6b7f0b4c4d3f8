//! Books, and what is made of paper.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Glass, Leaf, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("book", Table, book),
    ("cookbook", Table, cookbook),
    ("picture-book", Table, picture_book),
    ("ledger", Plain, ledger),
    ("notebook", Plain, notebook),
    ("sketchbook", Plain, sketchbook),
    ("book-stack", Table, book_stack),
    ("atlas", Plain, atlas),
    ("diary", Plain, diary),
    ("album", Plain, album),
    ("folded-map", Plain, folded_map),
];

/// A book that stands, turned a little: its cover, then its spine at the left. What is on the cover is drawn within it.
fn standing(p: &mut Pen, ink: Ink, on_cover: impl FnOnce(&mut Pen)) {
    p.shadow((404, FLOOR), 156);
    p.path(ink.dim(), "M250 128l34 -20v380l-34 -18z");
    p.path(ink.deep(), "M250 160l34 -16v10l-34 16zM250 430l34 12v10l-34 -12z");
    p.path(ink.lit(), "M284 108h262q6 0 6 6v368q0 6 -6 6H284z");
    p.within("M284 108h262q6 0 6 6v368q0 6 -6 6H284z", |p| {
        on_cover(p);
        p.veil(0.3, ink.deep(), "M296 100h7v400h-7z");
        p.veil(0.2, Paper.hi(), "M303 100h10v400h-10z");
    });
    p.path(Paper.shade(), "M552 122l8 6v356l-8 -2z");
    p.line(ink.deep(), 4, "M284 488h266");
}

fn book(p: &mut Pen) {
    standing(p, Body, |p| {
        p.path(Accent.base(), "M330 150h186v150H330z");
        p.within("M330 150h186v150H330z", |p| {
            p.disc(Brass.light(), (462, 196), 26);
            p.path(Body.shade(), "M320 290q60 -90 110 -40t110 -20v90H320z");
            p.path(Body.deep(), "M320 300q90 -50 220 -6v30H320z");
        });
        p.line(Paper.light(), 8, "M350 346h146");
        p.line(Paper.light(), 5, "M376 372h94M396 440h54");
    });
}

fn cookbook(p: &mut Pen) {
    standing(p, Body, |p| {
        p.disc(Paper.hi(), (423, 276), 100);
        p.disc(Paper.base(), (425, 279), 84);
        p.disc(Accent.base(), (423, 276), 76);
        p.oval(Accent.light(), (410, 262), (44, 34));
        p.leaf(Leaf, (440, 300), -30, 54);
        p.leaf(Leaf, (440, 300), 30, 44);
        p.disc(Brass.base(), (392, 296), 11);
        p.disc(Brass.light(), (404, 240), 9);
        p.line(Paper.light(), 8, "M350 140h146");
        p.line(Paper.light(), 5, "M380 420h92M396 440h58");
        p.line(Metal.hi(), 6, "M322 230v100M312 210v24q10 16 20 0v-24");
    });
}

fn picture_book(p: &mut Pen) {
    standing(p, Body, |p| {
        p.path(Body.hi(), "M284 100h280v230H284z");
        p.disc(Brass.base(), (490, 176), 34);
        p.path(Leaf.base(), "M280 340q80 -70 150 -20t130 -20v200H280z");
        p.path(Leaf.shade(), "M280 400q120 -60 280 0v100H280z");
        // A hare that looks at the moon.
        p.path(Paper.hi(), "M360 420c-20 -60 10 -100 40 -110c-16 -40 -14 -90 6 -104c10 20 12 60 10 96c12 -34 28 -66 46 -74c4 30 -12 70 -32 94c20 20 16 44 -2 56c14 20 14 42 6 60q-40 14 -74 -18z");
        p.path(Body.light(), "M404 230c-2 20 0 40 6 64c2 -24 0 -46 -6 -64z");
        p.disc(Dark.deep(), (424, 336), 5);
        p.disc(Paper.hi(), (352, 424), 14);
        p.line(Paper.light(), 8, "M340 136h100");
    });
}

fn ledger(p: &mut Pen) {
    p.turned_by(-6, (400, 300), |p| {
        let cover = "M236 96h320q12 0 12 12v392q0 12 -12 12H236z";
        p.drop(cover);
        p.path(Paper.shade(), "M244 104h322v406H244z");
        p.path(Body.lit(), cover);
        p.path(Body.deep(), "M220 96h44v416h-44q-8 0 -8 -10V106q0 -10 8 -10z");
        p.path(Clay.shade(), "M520 96h36q12 0 12 12v34zM520 512h36q12 0 12 -12v-34z");
        p.line(Body.light(), 3, "M264 104v400");
        p.path(Paper.hi(), "M316 180h200v110H316z");
        p.line(Body.shade(), 4, "M326 190h180v90H326z");
        p.line(Dark.base(), 5, "M350 222h132M370 250h92");
        p.line(Brass.base(), 4, "M212 150h52M212 166h52M212 440h52M212 456h52");
        p.path(Accent.base(), "M440 512h22v44l-11 -12 -11 12z");
    });
}

fn notebook(p: &mut Pen) {
    p.turned_by(9, (400, 300), |p| {
        let cover = "M270 110h254q16 0 16 16v348q0 16 -16 16H270z";
        p.drop(cover);
        p.path(Paper.shade(), "M276 118h266v376H276z");
        p.path(Body.lit(), cover);
        p.path(Body.shade(), "M262 110h26v380h-26q-6 0 -6 -8V118q0 -8 6 -8z");
        p.line(Accent.shade(), 12, "M500 110v380");
        p.line(Accent.light(), 3, "M497 112v376");
        p.path(Paper.hi(), "M330 200h120v64H330z");
        p.line(Dark.base(), 4, "M346 222h86M346 240h54");
    });
    p.turned_by(24, (590, 300), |p| {
        p.drop("M580 130h20v290l-10 28 -10 -28z");
        p.rect(Brass.round(), (579, 130), (22, 290), 3);
        p.path(Wood.light(), "M579 420h22l-11 32z");
        p.path(Dark.deep(), "M586 440h8l-4 12z");
        p.rect(Clay.hi(), (579, 108), (22, 26), 6);
        p.rect(Metal.base(), (578, 130), (24, 16), 2);
    });
}

fn sketchbook(p: &mut Pen) {
    let page = "M190 130h420v370H190z";
    p.drop(page);
    p.path(Body.shade(), "M182 138h436v372H182z");
    p.path(Paper.lit(), page);
    p.line(Dark.base(), 4, "M300 420c-10 -70 40 -120 30 -190M330 300q40 -10 60 -50M322 340q-40 -10 -60 -50M316 380q40 -10 70 -40");
    for (x, y, turn) in [(396, 248, 40), (262, 288, -50), (330, 226, 0), (388, 338, 50)] {
        p.leaf(Body, (x, y + 8), turn, 62);
    }
    p.oval(Accent.light(), (480, 400), (70, 26));
    p.line(Accent.base(), 4, "M420 396q30 -40 90 -20t30 40t-90 12t-20 -30");
    for x in (210..600).step_by(26) {
        p.disc(Dark.deep(), (x, 148), 6);
        p.line(Metal.shade(), 7, &format!("M{x} 150c-14 -10 -14 -44 0 -44s12 20 2 26"));
    }
    p.turned_by(58, (560, 300), |p| {
        p.drop("M540 270h200v18H540l-30 -9z");
        p.rect(Dark.base(), (540, 268), (200, 22), 3);
        p.path(Wood.light(), "M540 268l-34 11 34 11z");
        p.path(Dark.deep(), "M518 275l-12 4 12 4z");
    });
}

fn book_stack(p: &mut Pen) {
    p.shadow((400, 488), 196);
    let lying = |p: &mut Pen, ink: Ink, x: i32, y: i32, w: i32, h: i32| {
        p.path(ink.hi(), &format!("M{x} {y}l40 -20h{w}l-40 20z"));
        p.path(Paper.shade(), &format!("M{} {}l40 -20v{}l-40 20z", x + w, y + 6, h - 12));
        p.path(ink.deep(), &format!("M{} {y}l40 -20v7l-40 20zM{} {}l40 -20v7l-40 20z", x + w, x + w, y + h - 7));
        p.path(ink.lit(), &format!("M{} {y}h{w}v{h}H{}q-10 0 -10 -{}t10 -{}z", x, x, h / 2, h / 2));
        p.rect(Paper.light(), (x + 40, y + h / 3), (w / 4, h / 3), 2);
        p.rect(ink.shade(), (x + w - 50, y), (8, h), 0);
        p.rect(ink.shade(), (x + w - 34, y), (8, h), 0);
    };
    lying(p, Body, 220, 424, 340, 64);
    lying(p, Accent, 246, 374, 300, 50);
    lying(p, Clay, 216, 316, 320, 58);
    lying(p, Brass, 260, 272, 270, 44);
    lying(p, Body, 240, 220, 280, 52);
    p.line(Dark.base(), 7, "M330 184q0 -26 30 -26t30 26t-30 24t-30 -24M400 182q0 -26 30 -26t30 26t-30 24t-30 -24M390 178q6 -8 10 0M460 176l56 22M330 178l-10 -14");
}

fn atlas(p: &mut Pen) {
    let open = "M110 130q150 -30 290 10q140 -40 290 -10v350q-150 -26 -290 14q-140 -40 -290 -14z";
    p.drop(open);
    p.path(Body.shade(), "M98 142q150 -30 302 12q152 -42 302 -12v352q-150 -26 -302 16q-152 -42 -302 -16z");
    p.path(Paper.lit(), "M110 130q150 -30 290 10v354q-140 -40 -290 -14z");
    p.path(Paper.light(), "M690 130q-150 -30 -290 10v354q140 -40 290 -14z");
    p.within(open, |p| {
        p.path(Leaf.hi(), "M140 170q90 -40 180 10t40 90t-120 80t-110 -60z");
        p.path(Leaf.hi(), "M450 200q100 -60 200 -10v210q-90 40 -150 -20t-50 -180z");
        p.path(Glass.base(), "M200 330q60 10 80 60t-20 80l-60 -14q-40 -60 0 -126z");
        p.line(Accent.base(), 7, "M120 250q80 -40 130 20t110 20t120 -40t110 60t90 20");
        p.line(Brass.base(), 5, "M300 130q-10 80 20 150t-20 190M540 130q-40 100 20 160t30 170");
        p.line(Body.base(), 4, "M120 400q90 -20 150 -60M460 430q70 -70 180 -60");
        for (x, y) in [(250, 270), (360, 290), (480, 250), (590, 310)] {
            p.disc(Paper.hi(), (x, y), 10);
            p.ring(Body.shade(), 5, (x, y), 10);
        }
        p.veil(0.22, Dark.deep(), "M384 130l16 10 26 -8v360l-26 4 -16 -6z");
    });
    p.line(Paper.shade(), 3, "M400 142v350");
    p.path(Clay.base(), "M470 236c-40 -50 -30 -90 10 -92c40 2 50 42 10 92l-10 12z");
    p.disc(Paper.hi(), (480, 182), 15);
}

fn diary(p: &mut Pen) {
    p.turned_by(-5, (400, 300), |p| {
        let cover = "M250 90h290q14 0 14 14v392q0 14 -14 14H250z";
        p.drop(cover);
        p.path(Paper.shade(), "M258 98h300v408H258z");
        p.path(Body.lit(), cover);
        p.path(Body.deep(), "M240 90h20v420h-20q-8 0 -8 -8V98q0 -8 8 -8z");
        p.line(Leaf.shade(), 6, "M400 420V240");
        for (y, turn) in [(390, 58), (390, -58), (340, 50), (340, -50), (290, 42), (290, -42), (250, 0)] {
            p.leaf(Leaf, (400, y), turn, 84);
        }
        p.path(Paper.light(), "M300 130h200v40H300z");
        p.line(Body.shade(), 5, "M324 150h150");
        for y in [132, 188, 244, 300, 356, 412, 468] {
            p.path(
                [Accent, Brass, Clay].into_iter().cycle().nth(usize::try_from(y).unwrap_or(0) / 56).unwrap_or(Accent).base(),
                &format!("M554 {y}h20q6 0 6 6v24q0 6 -6 6h-20z"),
            );
        }
    });
}

fn album(p: &mut Pen) {
    let cover = "M170 110h450q14 0 14 14v368q0 14 -14 14H170z";
    p.drop(cover);
    p.path(Paper.shade(), "M178 118h464v392H178z");
    p.path(Body.lit(), cover);
    p.path(Body.shade(), "M160 110h64v396h-64q-8 0 -8 -8V118q0 -8 8 -8z");
    for y in [190, 420] {
        p.disc(Brass.base(), (190, y), 10);
        p.disc(Brass.hi(), (188, y - 2), 4);
    }
    p.line(Clay.base(), 8, "M190 190q-30 110 0 230M190 420q-30 40 -20 70M190 420q20 40 0 74");
    p.turned_by(-5, (430, 300), |p| {
        p.path(Paper.hi(), "M306 190h240v210H306z");
        p.within("M322 206h208v156H322z", |p| {
            p.path(Glass.light(), "M322 206h208v156H322z");
            p.disc(Brass.base(), (480, 246), 22);
            p.path(Leaf.base(), "M310 340q70 -70 130 -20t110 -20v80H310z");
            p.path(Leaf.shade(), "M310 360q110 -40 240 0v20H310z");
        });
    });
}

fn folded_map(p: &mut Pen) {
    p.turned_by(-6, (400, 300), |p| {
        p.drop("M150 150l100 -26 100 26 100 -26 100 26 100 -26v320l-100 26 -100 -26 -100 26 -100 -26 -100 26z");
        for n in 0..5 {
            let x = 150 + n * 100;
            let (a, b) = if n % 2 == 0 { (150, 124) } else { (124, 150) };
            let fill = if n % 2 == 0 { Paper.light() } else { Paper.base() };
            p.path(fill, &format!("M{x} {a}L{} {b}v320L{x} {}z", x + 100, a + 320));
        }
        p.within("M150 150l100 -26 100 26 100 -26 100 26 100 -26v320l-100 26 -100 -26 -100 26 -100 -26 -100 26z", |p| {
            p.veil(0.8, Leaf.hi(), "M170 180q120 -60 170 30t-40 150t-140 0z");
            p.veil(0.8, Leaf.light(), "M430 250q90 -80 200 -40v180q-90 60 -160 20t-40 -160z");
            p.veil(0.7, Glass.base(), "M300 470q20 -110 90 -120t40 -120t60 -110h60q-50 90 -50 150t-70 110t-50 110z");
            p.seam(Accent.shade(), 7, "M190 420q60 -110 130 -120t120 -60t150 -60");
            p.line(Body.base(), 5, "M150 300q100 40 200 -10t140 40t160 0");
        });
        p.path(Body.lit(), "M550 150l100 -26v320l-100 26z");
        p.path(Paper.hi(), "M572 196l56 -14v60l-56 14z");
        p.line(Paper.light(), 5, "M576 300l48 -12M576 322l34 -8");
        p.path(Clay.base(), "M200 410c-36 -44 -26 -80 6 -82c34 2 42 38 6 82l-6 10z");
    });
}
