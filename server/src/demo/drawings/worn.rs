//! For heads, hands, feet and waists.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::Ink::{Accent, Body, Brass, Ground, Leather, Paper},
    pen::Pen,
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("socks", Plain, socks),
    ("beanie", Table, beanie),
    ("scarf", Plain, scarf),
    ("cap", Table, cap),
    ("mittens", Plain, mittens),
    ("belt", Plain, belt),
    ("sneakers", Table, sneakers),
    ("slippers", Table, slippers),
];

fn socks(p: &mut Pen) {
    for (turn, x) in [(-10, 210), (10, 400)] {
        p.turned_by(turn, (x + 80, 300), |p| {
            p.at((x, 90), 100, |p| {
                let sock = "M30 0h110q6 130 4 210q20 40 80 70q40 24 30 66q-14 40 -70 36q-80 -14 -150 -80q-20 -24 -16 -70q14 -110 12 -232z";
                p.drop(sock);
                p.path(Body.lit(), sock);
                p.within(sock, |p| {
                    for y in [70, 112, 154] {
                        p.path(Accent.base(), &format!("M0 {y}h200v18H0z"));
                        p.path(Paper.light(), &format!("M0 {}h200v6H0z", y + 22));
                    }
                    p.path(Accent.base(), "M0 220q60 0 60 60t-40 70zM200 250q-40 60 10 140h60V250z");
                    p.veil(0.3, Body.deep(), "M110 0h50q-6 200 10 230l80 60v40q-90 -40 -130 -90q-20 -60 -10 -240z");
                    for lx in (30..150).step_by(11) {
                        p.line(Body.shade(), 3, &format!("M{lx} 0v46"));
                    }
                });
            });
        });
    }
}

fn beanie(p: &mut Pen) {
    p.shadow((400, 482), 184);
    let hat = "M216 380c0 -150 70 -230 184 -230s184 80 184 230z";
    p.path(Body.round(), hat);
    p.within(hat, |p| {
        for n in 0..9 {
            let x = 216 + n * 46;
            for y in (170..390).step_by(24) {
                let bend = (400 - x) * (390 - y) / 520;
                p.line(Body.shade(), 4, &format!("M{} {y}l14 12 14 -12", x - 14 + bend));
            }
        }
        p.path(Accent.base(), "M200 300q200 40 400 0v18q-200 40 -400 0zM200 332q200 40 400 0v8q-200 40 -400 0z");
    });
    let cuff = "M196 376q204 50 408 0q14 50 0 88q-204 46 -408 0q-14 -40 0 -88z";
    p.path(Body.round(), cuff);
    p.within(cuff, |p| {
        for x in (196..620).step_by(16) {
            p.line(Body.deep(), 4, &format!("M{x} 370v130"));
            p.line(Body.light(), 2, &format!("M{} 370v130", x + 6));
        }
    });
    p.disc(Accent.shade(), (400, 134), 54);
    p.disc(Accent.base(), (394, 128), 48);
    for turn in (0..360).step_by(24) {
        p.turned_by(turn, (398, 132), |p| p.line(Accent.light(), 5, "M398 120v-40"));
    }
    p.path(Leather.base(), "M460 410h62v36h-62z");
}

fn scarf(p: &mut Pen) {
    let ring = "M240 190c0 -110 320 -110 320 0s-60 130 -160 130s-160 -20 -160 -130z";
    p.drop("M340 280h110l30 220h-130z");
    p.path(Body.dim(), "M430 270h100l20 200h-106z");
    p.line(Body.shade(), 5, "M452 474v44M474 474v46M496 474v46M518 474v44M540 472v44");
    p.path(Accent.base(), "M440 400h106l2 16H442zM442 430h106l1 10H443z");
    p.path(Body.lit(), ring);
    p.path(Ground.base(), "M308 180c0 -50 184 -50 184 0s-50 60 -92 60s-92 -10 -92 -60z");
    p.line(Body.shade(), 6, "M250 210q60 90 150 86t150 -86M256 160q40 -50 144 -52t146 54");
    p.line(Accent.base(), 10, "M262 240q60 70 140 64");
    p.path(Body.lit(), "M316 270q60 -20 110 10l-10 220H290q26 -110 26 -230z");
    p.path(Accent.base(), "M298 420h124v18H296zM296 452h124v10H294z");
    p.line(Body.base(), 5, "M298 502v44M322 502v46M346 502v48M370 502v46M394 502v44M414 500v42");
    p.path(Body.shade(), "M316 270q60 -20 110 10l-2 30q-50 -30 -106 -8z");
    p.veil(0.4, Body.light(), "M330 320q-4 100 -16 170h26q10 -90 8 -170z");
}

fn cap(p: &mut Pen) {
    p.shadow((410, 446), 190);
    p.path(Accent.dim(), "M440 380q150 -40 220 40q10 30 -30 34q-110 -20 -200 6z");
    p.path(Accent.light(), "M440 380q150 -40 220 40q-110 -30 -214 10z");
    let crown = "M206 440c-20 -160 60 -260 170 -260s180 80 176 230q-50 -20 -110 -14t-120 40q-60 16 -116 4z";
    p.path(Body.round(), crown);
    p.within(crown, |p| {
        p.path(Body.light(), "M240 400q0 -140 100 -200q-50 90 -40 220z");
        p.line(Body.shade(), 4, "M372 180q-80 90 -60 270M376 180q90 70 80 230");
        p.path(Body.shade(), "M200 420q60 10 120 -10t130 -40l120 20v60H200z");
    });
    p.disc(Body.shade(), (376, 178), 13);
    for (x, y) in [(290, 260), (430, 250), (500, 280)] {
        p.disc(Body.deep(), (x, y), 6);
    }
    p.path(Paper.hi(), "M360 320l40 -46 26 26 16 -14 34 40z");
    p.seam(Paper.light(), 3, "M460 396q90 -20 180 16");
}

fn mittens(p: &mut Pen) {
    p.line(Accent.shade(), 8, "M250 520q150 90 300 0");
    for (turn, x, flip) in [(-14, 270, 1), (14, 530, -1)] {
        p.turned_by(turn, (x, 300), |p| {
            p.put(format_args!("<g transform='translate({x} 0) scale({flip} 1)'>"));
            let mitten = "M-84 500V250c0 -190 168 -190 168 0v30q20 -50 56 -50q36 14 20 60q-20 70 -76 110v100z";
            p.drop(mitten);
            p.path(Body.lit(), mitten);
            p.within(mitten, |p| {
                p.path(Accent.base(), "M-100 330H190v16H-100zM-100 300H190v8H-100z");
                for n in -2..4 {
                    p.path(Paper.light(), &format!("M{} 250l18 -24 18 24 -18 24z", n * 48 - 18));
                }
                p.veil(0.3, Body.deep(), "M40 110q60 130 30 400h140V110z");
                p.path(Body.shade(), "M-100 430H100v90H-100z");
                for x in (-90..100).step_by(14) {
                    p.line(Body.light(), 4, &format!("M{x} 432v80"));
                }
            });
            p.put(format_args!("</g>"));
        });
    }
}

fn belt(p: &mut Pen) {
    for (r, fill) in [(150, Leather.shade()), (112, Leather.base()), (74, Leather.shade())] {
        p.ring(fill, 34, (384, 300), r);
        p.ring(Leather.deep(), 3, (384, 300), r - 19);
    }
    p.ring(Leather.light(), 4, (381, 297), 164);
    p.disc(Leather.deep(), (384, 300), 40);
    p.drop("M384 430h270v40H384z");
    p.path(Leather.lit(), "M384 430h290q20 20 0 40H384z");
    p.seam(Body.light(), 3, "M384 438h280M384 462h280");
    for x in [520, 556, 592, 628] {
        p.disc(Leather.deep(), (x, 450), 6);
    }
    p.line(Brass.shade(), 14, "M404 410h92v80h-92z");
    p.line(Brass.light(), 5, "M402 408h92v40");
    p.line(Brass.base(), 8, "M404 450h100");
    p.rect(Body.base(), (506, 422), (20, 56), 4);
}

fn sneakers(p: &mut Pen) {
    p.shadow((400, 486), 246);
    let shoe = |p: &mut Pen, (x, y): (i32, i32), percent: i32| {
        p.at((x, y), percent, |p| {
            let upper = "M20 40q50 -20 100 6q40 60 110 100q110 24 130 90v24H20q-20 -110 0 -220z";
            p.path(Body.lit(), upper);
            p.within(upper, |p| {
                p.path(Body.shade(), "M10 190q120 40 360 20v60H10z");
                p.path(Accent.base(), "M0 30h62q-10 100 20 230H0z");
                p.path(Paper.light(), "M300 150q-20 60 10 120h80V150z");
            });
            p.path(Body.deep(), "M20 40q50 -20 100 6l-10 16q-50 -20 -86 -4z");
            p.path(Paper.base(), "M118 60q50 70 116 100l-24 26q-80 -40 -110 -110z");
            p.line(Paper.hi(), 8, "M120 96l44 -18M140 126l48 -22M166 152l46 -26M196 172l40 -24");
            p.path(Paper.hi(), "M10 250h354q14 0 14 16v14q0 16 -16 16H26q-18 0 -18 -16z");
            p.path(Paper.shade(), "M8 276h370v4q0 16 -16 16H26q-18 0 -18 -16z");
            p.line(Accent.base(), 5, "M14 264h358");
            p.path(Leather.shade(), "M14 292h356q-4 6 -10 6H26q-8 0 -12 -6z");
            p.seam(Body.hi(), 3, "M84 200q80 30 190 20");
        });
    };
    shoe(p, (340, 160), 84);
    shoe(p, (170, 194), 98);
}

fn slippers(p: &mut Pen) {
    p.shadow((400, 488), 236);
    for (x, y) in [(360, 250), (180, 290)] {
        p.at((x, y), 100, |p| {
            p.path(Leather.shade(), "M0 160q-10 40 20 40h240q40 0 30 -44z");
            p.oval(Paper.light(), (90, 150), (94, 28));
            p.oval(Paper.base(), (96, 152), (78, 20));
            let upper = "M90 140q40 -110 130 -90q80 20 74 130q-10 16 -40 16H70q40 -20 20 -56z";
            p.path(Body.lit(), upper);
            p.within(upper, |p| {
                p.veil(0.4, Body.deep(), "M60 170q120 40 240 -20v60H60z");
                for (dx, dy) in [(150, 100), (190, 84), (230, 110), (170, 140), (214, 144), (256, 140), (140, 160)] {
                    p.line(Body.shade(), 3, &format!("M{dx} {dy}l12 -5"));
                }
            });
            p.line(Paper.hi(), 18, "M90 142q36 -100 110 -96q-70 30 -90 110");
            p.line(Accent.base(), 4, "M112 172q100 20 172 -10");
            p.path(Leather.deep(), "M4 182q140 24 286 -10q0 28 -30 28H20q-14 0 -16 -18z");
        });
    }
}
