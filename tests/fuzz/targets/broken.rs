//! Targets that fail in each way there is, for the harness's own test: at an exclamation mark.

use super::Target;
use crate::random::Random;

pub struct Broken(pub String);

impl Target for Broken {
    fn seeds(&self) -> Vec<Vec<u8>> {
        vec![b"sound".to_vec(), b"a text! and more of it".to_vec()]
    }

    fn change(&self, _: &mut Random, input: Vec<u8>, _: &[Vec<u8>]) -> Vec<u8> {
        input
    }

    fn run(&self, input: &[u8]) -> String {
        if !input.contains(&b'!') {
            return "sound".into();
        }
        match &*self.0 {
            "broken-panic" => panic!("as it should"),
            "broken-thread" => drop(std::thread::spawn(|| panic!("as it should")).join()),
            "broken-hang" => loop {
                std::hint::spin_loop();
            },
            "broken-memory" => {
                let much = std::hint::black_box(vec![1_u8; 1200 << 20]);
                std::thread::sleep(std::time::Duration::from_secs(5));
                drop(much);
            }
            "broken-stack" => drop(deeper(1)),
            other => panic!("no target {other}"),
        }
        "unseen".into()
    }
}

#[allow(unconditional_recursion)]
fn deeper(by: u64) -> u64 {
    std::hint::black_box(deeper(by + 1)) + by
}
