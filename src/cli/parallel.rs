//! Independent work on all processors, with the results in order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// `work` done on each of `tasks`; the results lie in the order of the tasks, however many threads there were.
pub fn map<T: Sync, R: Send>(tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Option<R>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
    let run = || {
        while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&at| at < tasks.len()) {
            let result = work(&tasks[at]);
            if let Ok(mut place) = done[at].lock() {
                *place = Some(result);
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(tasks.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    done.into_iter().filter_map(|place| place.into_inner().ok().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_lie_in_the_order_of_the_tasks() {
        let tasks: Vec<usize> = (0..200).collect();
        assert_eq!(map(&tasks, |n| n * n), tasks.iter().map(|n| n * n).collect::<Vec<_>>());
    }

    #[test]
    fn no_tasks_give_no_results() {
        assert_eq!(map(&[] as &[u8], |n| *n), Vec::<u8>::new());
    }
}
