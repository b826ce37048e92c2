//! One thing in its surroundings: its neighbours in rows with the evidence, or a map of what lies further off.

use crate::catalogue::Kind;
use crate::picture::Picture;
use crate::query::prose;

use super::map::{self, Words};
use super::part::Part;
use super::scene::Scene;
use super::{DiagramError, fan, relationships};

pub(super) fn draw(scene: &Scene) -> Result<Picture, DiagramError> {
    let whole = Part::of(scene, |_| true);
    if fan::suits(scene, &whole) {
        return fan::draw(scene, &whole);
    }
    map::draw(scene, &Words { title, subtitle: relationships::coverage, facts: relationships::facts })
}

/// What the whole catalogue says of the thing in the middle.
pub(super) fn title(scene: &Scene, _: &Part) -> String {
    let Some(subject) = scene.subject else { return String::new() };
    let catalogue = scene.catalogue();
    let name = scene.label(subject);
    match subject.kind {
        Kind::Theme => {
            let carriers = catalogue.videos.iter().filter(|video| catalogue.carries(video, subject.index).is_some());
            let titles: Vec<&str> = carriers.map(|video| video.title.as_str()).collect();
            match titles.len() {
                0 => format!("{name}: carried by no video itself"),
                1..=4 => format!("{name} runs through {}", prose::list(&titles)),
                n => format!(
                    "{name} runs through {} of {}",
                    prose::number(n),
                    prose::things(catalogue.videos.len(), "video")
                ),
            }
        }
        Kind::Video => {
            let video = &catalogue.videos[subject.at()];
            let shares = |other: &&crate::catalogue::Video| {
                other.id != video.id
                    && catalogue[other.themes].iter().any(|carried| catalogue.carries(video, carried.theme).is_some())
            };
            match catalogue.videos.iter().filter(shares).count() {
                0 => format!("{name} shares no theme with another video"),
                n => format!(
                    "{name} shares themes with {} other {}",
                    prose::number(n),
                    if n == 1 { "video" } else { "videos" }
                ),
            }
        }
        Kind::Group | Kind::Artist => {
            let performs =
                catalogue.videos.iter().filter(|video| catalogue[video.performers].contains(&subject)).count();
            let plays = catalogue
                .videos
                .iter()
                .filter(|video| {
                    subject.kind == Kind::Artist
                        && !catalogue[video.performers].contains(&subject)
                        && video.cast().iter().any(|role| role.artist == subject.index)
                })
                .count();
            match (performs, plays) {
                (0, 0) => name.to_owned(),
                (n, 0) => format!("{name} in {}", prose::things(n, "video")),
                (0, n) => format!("{name} plays in {}", prose::things(n, "video")),
                (n, m) => {
                    format!("{name} in {}, and with a part in {} more", prose::things(n, "video"), prose::number(m))
                }
            }
        }
    }
}
