//! The time written into the files: the same for the same issue, never the clock's.

use typst::foundations::Datetime;

use crate::diag::Finding;
use crate::manifest::Date;

/// The time written into the files: from `SOURCE_DATE_EPOCH` if it is set, else the
/// issue's date, never the clock, so that the same input gives the same bytes.
pub fn timestamp(date: Date) -> Result<Datetime, Box<Finding>> {
    let wrong = |why: &str| Box::new(Finding::unreadable("source-date-epoch", why));
    let time = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let seconds = seconds.parse().map_err(|_| {
                wrong("SOURCE_DATE_EPOCH is not a whole number of seconds since 1970")
            })?;
            from_epoch(seconds)
        }
        Err(_) => Datetime::from_ymd_hms(i32::from(date.year), date.month, date.day, 0, 0, 0),
    };
    time.ok_or_else(|| wrong("SOURCE_DATE_EPOCH is out of the calendar's range"))
}

/// The day on which something is checked: of `SOURCE_DATE_EPOCH` if it is set, else of the
/// clock.
pub fn today() -> Result<Date, Box<Finding>> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(0));
    let clock = from_epoch(seconds).map(day).unwrap_or(Date {
        year: 1970,
        month: 1,
        day: 1,
    });
    timestamp(clock).map(day)
}

/// The moment at which something is done, as `2022-04-16T17:12:00Z`: of `SOURCE_DATE_EPOCH` if it
/// is set, else of the clock.
pub fn now() -> Result<String, Box<Finding>> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(0));
    let time = match (std::env::var_os("SOURCE_DATE_EPOCH"), from_epoch(seconds)) {
        (None, Some(clock)) => clock,
        _ => timestamp(today()?)?,
    };
    let part = |part: Option<u8>| part.unwrap_or(0);
    Ok(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        time.year().unwrap_or(1970),
        part(time.month()),
        part(time.day()),
        part(time.hour()),
        part(time.minute()),
        part(time.second()),
    ))
}

fn day(time: Datetime) -> Date {
    Date {
        year: time
            .year()
            .and_then(|year| u16::try_from(year).ok())
            .unwrap_or(1970),
        month: time.month().unwrap_or(1),
        day: time.day().unwrap_or(1),
    }
}

/// A moment in UTC from seconds since 1970 (civil-from-days, Howard Hinnant's method).
fn from_epoch(seconds: i64) -> Option<Datetime> {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days.checked_add(719_468)?;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Datetime::from_ymd_hms(
        i32::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
        u8::try_from(rest / 3600).ok()?,
        u8::try_from(rest / 60 % 60).ok()?,
        u8::try_from(rest % 60).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs() {
        let at = |seconds| from_epoch(seconds).map(|time| format!("{time:?}"));
        let day = |y, m, d| Datetime::from_ymd_hms(y, m, d, 0, 0, 0).map(|t| format!("{t:?}"));
        assert_eq!(at(0), day(1970, 1, 1));
        assert_eq!(at(951_782_400), day(2000, 2, 29));
        assert_eq!(at(1_649_635_200), day(2022, 4, 11));
        assert_eq!(at(-86_400), day(1969, 12, 31));
        assert_eq!(from_epoch(i64::MAX), None);
    }
}
