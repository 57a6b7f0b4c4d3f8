//! What a thing stands on, hangs at or lies on, and the light that falls on it.

use super::{
    ink::{Ink, Tone},
    pen::Pen,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// A table in front of a wall.
    Table,
    /// A wall, or a table from above.
    Plain,
}

/// Where the table ends.
const HORIZON: i32 = 416;

impl Ground {
    pub fn draw(self, p: &mut Pen, hue: u16) {
        let [bright, plain, dull, edge] = [Tone::Hi, Tone::Light, Tone::Base, Tone::Shade].map(|tone| p.color(Ink::Ground, tone));
        let shadow = p.color(Ink::Dark, Tone::Deep);
        let [wall, floor, cast, touch, sun] = ["wall", "floor", "cast", "touch", "sun"].map(|what| p.id(what));
        p.define(format_args!(
            "<linearGradient id='{wall}' x1='0' y1='0' x2='.5' y2='1'><stop offset='0' stop-color='{bright}'/><stop offset='1' stop-color='{plain}'/></linearGradient>\
             <linearGradient id='{floor}' x1='0' y1='0' x2='.3' y2='1'><stop offset='0' stop-color='{dull}'/><stop offset='1' stop-color='{edge}'/></linearGradient>\
             <radialGradient id='{cast}'><stop offset='0' stop-color='{shadow}' stop-opacity='.34'/><stop offset='.55' stop-color='{shadow}' stop-opacity='.15'/><stop offset='1' stop-color='{shadow}' stop-opacity='0'/></radialGradient>\
             <radialGradient id='{touch}'><stop offset='0' stop-color='{shadow}' stop-opacity='.62'/><stop offset='.7' stop-color='{shadow}' stop-opacity='.34'/><stop offset='1' stop-color='{shadow}' stop-opacity='0'/></radialGradient>\
             <radialGradient id='{sun}' cx='.25' cy='.1' r='.8'><stop offset='0' stop-color='#fff' stop-opacity='.6'/><stop offset='1' stop-color='#fff' stop-opacity='0'/>\
             </radialGradient>"
        ));
        p.put(format_args!("<rect width='800' height='600' fill='url(#{wall})'/>"));
        match (self, hue / 11 % 3) {
            (Self::Table, 1) => {
                p.put(format_args!("<path fill='{dull}' fill-opacity='.55' d='M180 {HORIZON}V290a220 220 0 0 1 440 0V{HORIZON}z'/>"))
            }
            (Self::Table, 2) => p.put(format_args!("<circle fill='{bright}' fill-opacity='.8' cx='400' cy='268' r='218'/>")),
            (Self::Table, _) => {}
            (Self::Plain, 1) => p.put(format_args!("<path fill='{dull}' fill-opacity='.5' d='M0 600L600 0H800V600z'/>")),
            (Self::Plain, 2) => p.put(format_args!("<circle fill='{dull}' fill-opacity='.5' cx='400' cy='300' r='262'/>")),
            (Self::Plain, _) => p.put(format_args!("<rect fill='{dull}' fill-opacity='.42' y='0' x='120' width='560' height='600'/>")),
        }
        if self == Self::Table {
            p.put(format_args!("<rect y='{HORIZON}' width='800' height='{}' fill='url(#{floor})'/>", 600 - HORIZON));
            p.put(format_args!("<rect y='{HORIZON}' width='800' height='3' fill='{bright}' fill-opacity='.7'/>"));
        }
        p.put(format_args!("<rect width='800' height='600' fill='url(#{sun})'/>"));
    }
}

/// The light of a lamp at the upper left, which falls off towards the night.
pub(super) fn evening(p: &mut Pen) {
    let [night, lamp] = ["night", "lamp"].map(|what| p.id(what));
    p.define(format_args!(
        "<radialGradient id='{night}' cx='.22' cy='.1' r='1.3'><stop offset='0' stop-color='#3a2a1c' stop-opacity='.1'/><stop offset='.5' stop-color='#1c2747' stop-opacity='.4'/><stop offset='1' stop-color='#121a36' stop-opacity='.8'/></radialGradient>\
         <radialGradient id='{lamp}' cx='.2' cy='.06' r='.85'><stop offset='0' stop-color='#ffc473' stop-opacity='.6'/><stop offset='.45' stop-color='#ffb867' stop-opacity='.22'/><stop offset='1' stop-color='#ffb867' stop-opacity='0'/>\
         </radialGradient>"
    ));
    for light in [night, lamp] {
        p.put(format_args!("<rect width='800' height='600' fill='url(#{light})'/>"));
    }
}
