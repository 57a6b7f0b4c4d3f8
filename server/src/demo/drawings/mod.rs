//! What the demo shop's pictures are made of: the program draws them, so a demo shop needs no files and no rights.

/// A drawing in a hue of 0 to 359, on a canvas of 800 by 600; none of a name that nothing has.
pub fn svg(drawing: &str, hue: u16) -> Option<String> {
    shape(drawing).map(|shape| draw(shape, hue))
}

/// The outline of a shape within 320 by 240, drawn with `fill` as the main and `edge` as the second colour.
fn shape(name: &str) -> Option<&'static str> {
    Some(match name {
        "bag" => "<path class='a' d='M90 100h140l16 110H74z'/><path class='b' d='M125 100c0-60 70-60 70 0' fill='none'/>",
        "lamp" => "<path class='a' d='M120 50h80l36 80H84z'/><path class='b' d='M160 130v70M120 205h80' fill='none'/>",
        "chair" => "<path class='a' d='M105 50h20v90h90v20H105z'/><path class='b' d='M115 160v50M205 160v50' fill='none'/>",
        "mug" => {
            "<path class='a' d='M95 80h110v100q0 25-25 25h-60q-25 0-25-25z'/><path class='b' d='M205 100h15q25 30-15 60' fill='none'/>"
        }
        "plant" => {
            "<path class='b' d='M160 150V90' fill='none'/><path class='a' d='M160 110c-60 0-60-60-60-60s60 0 60 60c0-60 60-60 60-60s0 60-60 60z'/><path class='c' d='M120 150h80l-12 60h-56z'/>"
        }
        "book" => {
            "<path class='a' d='M90 60h65v140H90z'/><path class='c' d='M165 60h65v140h-65z'/><path class='b' d='M160 56v150' fill='none'/>"
        }
        "ball" => {
            "<circle class='a' cx='160' cy='125' r='75'/><path class='b' d='M85 125h150M160 50c50 50 50 100 0 150M160 50c-50 50-50 100 0 150' fill='none'/>"
        }
        "shirt" => {
            "<path class='a' d='M120 60h80l50 40-24 30-20-14v94H114v-94l-20 14-24-30z'/><path class='b' d='M135 60q25 30 50 0' fill='none'/>"
        }
        "clock" => "<circle class='a' cx='160' cy='125' r='75'/><path class='b' d='M160 75v50l35 25' fill='none'/>",
        "bike" => {
            "<circle class='b' cx='100' cy='165' r='42' fill='none'/><circle class='b' cx='220' cy='165' r='42' fill='none'/><path class='b' d='M100 165l40-70h60l20 70M140 95l25 70h-65M195 95l-30 70M185 80h30' fill='none'/>"
        }
        "box" => {
            "<path class='a' d='M85 100l75-40 75 40v80l-75 40-75-40z'/><path class='b' d='M85 100l75 40 75-40M160 140v80' fill='none'/>"
        }
        "bottle" => "<path class='a' d='M140 45h40v40q25 20 25 50v75h-90v-75q0-30 25-50z'/><path class='c' d='M115 150h90v35h-90z'/>",
        _ => return None,
    })
}

/// Colours stand in attributes: whoever draws it needs to know no styles.
fn draw(shape: &str, hue: u16) -> String {
    let edge = format!("stroke='hsl({hue} 45% 28%)' stroke-width='9' stroke-linecap='round' stroke-linejoin='round'");
    let shape = shape
        .replace("class='a'", &format!("fill='hsl({hue} 55% 52%)'"))
        .replace("class='b'", &edge)
        .replace("class='c'", &format!("fill='hsl({hue} 40% 72%)'"));
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='600' viewBox='0 0 320 240'><rect width='320' height='240' fill='hsl({hue} 45% 92%)'/>\
         <ellipse cx='160' cy='214' rx='92' ry='9' fill='hsl({hue} 30% 80%)'/>{shape}</svg>"
    )
}
