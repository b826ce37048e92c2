//! Themes that are broader than themselves.

use std::collections::HashMap;

use super::known::Broader;
use super::report::{At, Draft, Report};
use crate::catalogue::visible::quoted;

/// The most themes of one cycle that are named.
const NAMED: usize = 12;
/// The most steps of one cycle that are shown in the file, besides the one that closes it.
const SHOWN: usize = 4;

/// A theme on the way that is being followed, and which of its broader themes comes next.
struct Step {
    theme: usize,
    next: usize,
    /// Where the theme before it names it.
    named: Option<At>,
}

/// Reports every `broader` that closes a cycle: a depth-first search meets a theme that it is on the way from.
pub fn report_cycles(broader: &[Broader], report: &mut Report) {
    // Several files may speak of one theme; what each says counts.
    let mut of_theme: HashMap<&str, usize> = HashMap::new();
    let mut above: Vec<Vec<(&str, At)>> = Vec::new();
    for one in broader {
        let index = *of_theme.entry(&one.theme).or_insert(above.len());
        if index == above.len() {
            above.push(Vec::new());
        }
        above[index].extend(one.above.iter().map(|(id, at)| (&**id, *at)));
    }
    let mut names = vec![""; above.len()];
    for (name, &index) in &of_theme {
        names[index] = name;
    }
    let mut on_way: Vec<Option<usize>> = vec![None; above.len()];
    let mut is_done = vec![false; above.len()];
    for start in 0..above.len() {
        if is_done[start] {
            continue;
        }
        let mut way = vec![Step { theme: start, next: 0, named: None }];
        on_way[start] = Some(0);
        while let Some(step) = way.last_mut() {
            let theme = step.theme;
            let Some(&(id, at)) = above[theme].get(step.next) else {
                on_way[theme] = None;
                is_done[theme] = true;
                way.pop();
                continue;
            };
            step.next += 1;
            let Some(&next) = of_theme.get(id) else { continue };
            if let Some(first) = on_way[next] {
                report.add(at, || cycle(&way[first..], &names));
            } else if !is_done[next] {
                on_way[next] = Some(way.len());
                way.push(Step { theme: next, next: 0, named: Some(at) });
            }
        }
    }
}

/// The last theme of `way` says that the first is broader.
fn cycle(way: &[Step], names: &[&str]) -> Draft {
    let first = quoted(names[way[0].theme]);
    if way.len() == 1 {
        return Draft::new("cycle", format!("the theme {first} is broader than itself"));
    }
    let name = |step: &Step| quoted(names[step.theme]);
    let chain: Vec<String> = if way.len() <= NAMED {
        way.iter().map(name).collect()
    } else {
        let rest = way.len() - (NAMED - 1);
        let begin = way[..NAMED - 2].iter().map(name);
        begin.chain([format!("… {rest} more …")]).chain(way.last().map(name)).collect()
    };
    let message = format!("the theme {first} is broader than itself: {} → {first}", chain.join(" → "));
    let mut draft = Draft::new("cycle", message).label("this closes the cycle");
    for pair in way.windows(2).take(SHOWN) {
        if let Some(at) = pair[1].named {
            draft = draft.also(at, format!("{} is broader than {}", name(&pair[1]), name(&pair[0])));
        }
    }
    draft.hint("→ leads from a theme to a broader one; take one of these steps out".to_string())
}
