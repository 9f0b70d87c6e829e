//! The calendar (历): weekday, lunar date and solar term of a day of publication. They are
//! computed, never typed.

use tyme4rs::tyme::Culture;
use tyme4rs::tyme::solar::SolarDay;

use crate::manifest::Date;

/// What a masthead says of a day, besides its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The weekday, for instance 星期一.
    pub weekday: String,
    /// The lunar date, for instance 农历丙午年十月十五.
    pub lunar: String,
    /// The solar term that begins on this day, for instance 小雪.
    pub term: Option<String>,
}

/// Looks a day up; nothing if the calendar has no such day.
pub fn day(date: Date) -> Option<Day> {
    let (year, month) = (isize::try_from(date.year).ok()?, usize::from(date.month));
    // The lunar tables hold good for these; the manifest takes no others.
    if !(1900..=2200).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let day = SolarDay::new(year, month, date.day.into()).ok()?;
    let term = day.get_term_day();
    Some(Day {
        weekday: format!("星期{}", day.get_week().get_name()),
        lunar: day.get_lunar_day().to_string(),
        term: (term.get_day_index() == 0).then(|| term.get_solar_term().get_name()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(year: u16, month: u8, day: u8) -> (String, String, Option<String>) {
        let found = super::day(Date { year, month, day });
        found.map_or_else(Default::default, |day| (day.weekday, day.lunar, day.term))
    }
    fn say(weekday: &str, lunar: &str, term: Option<&str>) -> (String, String, Option<String>) {
        (weekday.into(), lunar.into(), term.map(String::from))
    }

    #[test]
    fn known_days() {
        assert_eq!(of(2022, 4, 11), say("星期一", "农历壬寅年三月十一", None));
        assert_eq!(
            of(2026, 11, 22),
            say("星期日", "农历丙午年十月十四", Some("小雪"))
        );
        assert_eq!(of(2000, 1, 1).0, "星期六");
        assert_eq!(of(2024, 2, 29).0, "星期四");
        // The day of the term alone, not those after it.
        assert_eq!(of(2026, 11, 23).2, None);
        assert_eq!(of(2024, 4, 4).2.as_deref(), Some("清明"));
        assert_eq!(of(2023, 12, 22).2.as_deref(), Some("冬至"));
    }

    #[test]
    fn leap_months() {
        // 2023 had a second 二月, 2025 a second 六月, 2020 a second 四月.
        assert_eq!(of(2023, 3, 22).1, "农历癸卯年闰二月初一");
        assert_eq!(of(2023, 3, 21).1, "农历癸卯年二月三十");
        assert_eq!(of(2025, 7, 25).1, "农历乙巳年闰六月初一");
        assert_eq!(of(2020, 5, 23).1, "农历庚子年闰四月初一");
    }

    #[test]
    fn years_turn_with_the_moon() {
        assert_eq!(of(2024, 2, 9).1, "农历癸卯年十二月三十");
        assert_eq!(of(2024, 2, 10).1, "农历甲辰年正月初一");
        assert_eq!(of(2026, 1, 1).1, "农历乙巳年十一月十三");
        assert_eq!(of(2025, 1, 28).1, "农历甲辰年十二月廿九");
    }

    #[test]
    fn no_such_day() {
        let day = |year, month, day| super::day(Date { year, month, day });
        assert_eq!(day(2023, 2, 29), None);
        assert_eq!(day(1800, 1, 1), None);
        assert_eq!(day(2023, 13, 1), None);
        assert_eq!(day(2023, 0, 1), None);
    }
}
