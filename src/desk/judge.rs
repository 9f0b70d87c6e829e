//! How severely an issue's findings are taken, and whether they stop it.

use crate::diag::{Finding, has_errors};
use crate::manifest::IssueManifest;
use crate::preflight::rules::policy::{Asked, Excepts, Policy};
use crate::project::Project;

/// Who says how severely findings are taken.
pub struct Judge {
    policy: Policy,
    excepts: Excepts,
}

impl Judge {
    /// The judge of an issue, and what is wrong with the settings it goes by.
    pub fn new(project: &Project, manifest: &IssueManifest, asked: &Asked) -> (Self, Vec<Finding>) {
        let (policy, mut findings) = Policy::new(project, asked);
        let excepts = Excepts::new(project, manifest);
        findings.extend(excepts.check());
        (Self { policy, excepts }, findings)
    }

    /// Exceptions that nothing needed.
    pub fn unused(&self) -> Vec<Finding> {
        self.excepts.unused()
    }

    pub fn hears(&mut self, findings: &mut Vec<Finding>) {
        self.policy.apply(findings, &mut self.excepts);
    }

    /// Whether something forbids to go on.
    pub fn stops(&mut self, findings: &mut Vec<Finding>) -> bool {
        self.hears(findings);
        has_errors(findings)
    }
}
