//! The second factor of staff: codes that change with time (TOTP, RFC 6238), and recovery codes for whoever lost what makes them. What the codes
//! are made of is sealed under a key outside of the store; each code opens once.

use super::{row::StaffRow, step_up::stepped_up};
use crate::{
    By, Store, StoreError,
    engine::{
        retry::decide,
        secret::Token,
        table::{Index, Table},
        tx::Tx,
        vault::Vault,
        write::{Update, When, Writes},
    },
    lockout::Guarded,
    record,
};
use domain::{
    audit::{Action, Actor, Event},
    caller::{Caller, Proof, Staff},
    ids::StaffId,
    mail::About,
    staff::StaffMember,
    text::{Flaw, Secret, hex},
    time::Moment,
};
use sha2::{Digest, Sha256};
use std::{path::Path, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};
use totp_rs::{Algorithm, TOTP};

/// By the staff member's own key.
pub(crate) const FACTORS: Table = Table { name: "staff_factor", row: FactorRow::kind_of, indexes: &[], list: None };
/// Sign-ins that wait for their code, by the digest of what the browser holds.
pub(crate) const CHALLENGES: Table =
    Table { name: "staff_challenge", row: ChallengeRow::kind_of, indexes: &[Index::By(&["until"])], list: None };

/// How long a code may be typed after the password, and how often wrongly.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
const TRIES: i64 = 5;
/// How long each code is good, in seconds, and how many steps a clock may be off.
const STEP: i64 = 30;
const SKEW: i64 = 1;
/// How many recovery codes there are.
const RECOVERY: usize = 10;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct FactorRow {
    /// What the codes are made of, sealed.
    sealed: String,
    /// Since when it is asked for; none while it was shown and not confirmed yet.
    pub(crate) since: Option<i64>,
    /// The step of the code that was good last: no code is good twice.
    step: i64,
    /// The digests of the recovery codes that are left.
    recovery: Vec<String>,
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct ChallengeRow {
    staff: String,
    until: i64,
    tries: i64,
    /// The digest of the hash whose password was typed: with another one it begins anew.
    typed: Option<String>,
}

/// What somebody sees who sets his second factor up.
#[derive(Debug)]
pub struct Enrolment {
    /// What the codes are made of, as an authenticator app takes it.
    pub secret: String,
    /// The same as an address, for the picture that a camera reads.
    pub address: String,
}

/// How somebody's second factor stands.
#[derive(Debug)]
pub enum Factor {
    None,
    /// It was shown, and waits for the first code.
    Begun(Enrolment),
    /// Asked for since then, with so many recovery codes left.
    On(Moment, usize),
}

pub(super) fn factor(id: StaffId) -> RecordId {
    record("staff_factor", &id.to_string())
}

fn challenge(token: &Token) -> RecordId {
    record("staff_challenge", &token.digest())
}

fn digest(code: &str) -> String {
    hex(&Sha256::digest(code.as_bytes()))
}

fn totp(secret: Vec<u8>) -> Result<TOTP, StoreError> {
    TOTP::new(Algorithm::SHA1, 6, 1, 30, secret).map_err(|error| StoreError::Other(format!("a second factor: {error}")))
}

/// The step that a code is of, if it is one that was not used yet.
fn step_of(totp: &TOTP, code: &str, last: i64, now: Moment) -> Option<i64> {
    let at = now.millis().div_euclid(1000).div_euclid(STEP);
    let steps = at.saturating_sub(SKEW)..=at.saturating_add(SKEW);
    steps.filter(|step| *step > last).find(|step| {
        let made = u64::try_from(step.saturating_mul(STEP)).map(|time| totp.generate(time)).unwrap_or_default();
        // Digests are compared: how far two codes agree cannot be told by the time.
        digest(&made) == digest(code)
    })
}

/// As people type it: blanks and hyphens are theirs.
fn typed(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>().to_lowercase()
}

impl FactorRow {
    /// What a code that was typed changes, if it is good.
    pub(super) fn accepts(&self, vault: &Vault, owner: StaffId, code: &str, now: Moment) -> Result<Option<Update>, StoreError> {
        let (code, id) = (typed(code), factor(owner));
        let totp = totp(vault.open(&owner.to_string(), &self.sealed)?)?;
        if let Some(step) = step_of(&totp, &code, self.step, now) {
            return Ok(Some(Update::of(&id).set("step", step).only_if("step", self.step)));
        }
        let used = digest(&code);
        if self.since.is_some() && self.recovery.contains(&used) {
            let left: Vec<String> = self.recovery.iter().filter(|known| **known != used).cloned().collect();
            return Ok(Some(Update::of(&id).set("recovery", left).only_if("recovery", self.recovery.clone())));
        }
        Ok(None)
    }
}

/// New recovery codes: what is shown once, and what is kept.
fn recovery_codes() -> (Vec<String>, Vec<String>) {
    let code = |_| Token::random().digest().chars().take(16).collect::<String>();
    let codes: Vec<String> = (0..RECOVERY).map(code).collect();
    let digests = codes.iter().map(|code| digest(code)).collect();
    let shown = codes.iter().map(|code| code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")).collect();
    (shown, digests)
}

impl Store {
    /// Seals the secrets of second factors under the key in a file, which is made if it is not there.
    ///
    /// # Errors
    /// The file cannot be read or written, or holds no key.
    pub fn keep_secrets_under(&self, key: &Path) -> Result<(), StoreError> {
        // It stands when the store is opened: nothing was sealed before.
        let _ = self.vault.set(Vault::in_file(key)?);
        Ok(())
    }

    pub(super) fn vault(&self) -> Result<&Vault, StoreError> {
        if self.vault.get().is_none() {
            let _ = self.vault.set(Vault::of_the_moment()?);
        }
        self.vault.get().ok_or_else(|| StoreError::Other("there is no key".to_owned()))
    }

    /// Takes somebody's second factor away, in `tx`; he is told, if it was asked for.
    pub(super) async fn taking_factor(&self, tx: &mut Tx<'_>, of: &StaffMember) -> Result<(), StoreError> {
        if self.factor_row(of.id).await?.is_some_and(|row| row.since.is_some()) {
            self.tell_staff(tx, About::SecondFactorChanged, of);
        }
        tx.writes().delete(&factor(of.id));
        Ok(())
    }

    pub(super) async fn factor_row(&self, id: StaffId) -> Result<Option<FactorRow>, StoreError> {
        self.conn.row(&factor(id)).await
    }

    /// What a browser gets after the right password, if a code is asked for as well.
    pub(super) async fn challenged(&self, member: &StaffRow, now: Moment) -> Result<Option<Token>, StoreError> {
        let id = member.id()?;
        if self.factor_row(id).await?.is_none_or(|row| row.since.is_none()) {
            return Ok(None);
        }
        let token = Token::random();
        let mut writes = Writes::default();
        let (until, typed) = (now.plus(PATIENCE).millis(), Some(digest(&member.password)));
        writes.create(&challenge(&token), ChallengeRow { staff: id.to_string(), until, tries: 0, typed });
        self.conn.write_again_on_conflict(&writes).await?;
        Ok(Some(token))
    }

    /// Signs in whoever has typed the right password before and now a code. What was wrong too often, or came too late, begins anew. A wrong
    /// code counts as a wrong password does: whoever knows that may begin as often as he likes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it begins anew. [`StoreError::Invalid`]: the code is not right. The store does not answer.
    pub async fn finish_sign_in(&self, caller: &Caller, token: &Token, code: &Secret) -> Result<(Token, StaffMember), StoreError> {
        decide(|| self.finishing(caller, token, code)).await
    }

    async fn finishing(&self, caller: &Caller, token: &Token, code: &Secret) -> Result<(Token, StaffMember), StoreError> {
        let (asked, now) = (challenge(token), caller.origin().at);
        let waiting: Option<ChallengeRow> = self.conn.row(&asked).await?;
        let waiting = waiting.filter(|row| row.until > now.millis() && row.tries < TRIES).ok_or(StoreError::NotFound)?;
        let id: StaffId = crate::parse(&waiting.staff)?;
        let (member, row) = (self.staff_row(id).await?, self.factor_row(id).await?.ok_or(StoreError::NotFound)?);
        let attempt = self.attempt(Guarded::Staff, Some(&waiting.staff), caller.origin()).await?;
        let is_the_same = waiting.typed.as_ref() == Some(&digest(&member.password));
        if !is_the_same || !member.is_active(now) || attempt.is_locked() {
            return Err(StoreError::NotFound);
        }
        let Some(used) = row.accepts(self.vault()?, id, code.expose(), now)? else {
            let mut tx = self.tx(caller);
            let tries = waiting.tries.saturating_add(1);
            tx.writes().must_update(&Update::of(&asked).set("tries", tries).only_if("tries", waiting.tries));
            self.trying_in_vain(&mut tx, &attempt, &member)?;
            let refused = Event::new(Action::StaffSignInRefused, Actor::Guest, caller.origin().clone());
            tx.commit(refused.on("staff", id, member.user_name).because("second_factor")).await?;
            return Err(if tries < TRIES { StoreError::Invalid("code", Flaw::WrongCode) } else { StoreError::NotFound });
        };
        let mut tx = self.tx(caller);
        tx.writes().must_update(&used);
        // One challenge lets one in.
        tx.writes().must_update(&Update::of(&asked).set("tries", TRIES).only_if("tries", waiting.tries));
        self.let_in(caller, tx, member, (&attempt, true)).await
    }
}

impl By<'_, Staff> {
    fn owner(&self) -> String {
        self.proof.id().to_string()
    }

    /// How his second factor stands.
    ///
    /// # Errors
    /// The store does not answer, or the key is not the one that it was sealed under.
    pub async fn factor(&self) -> Result<Factor, StoreError> {
        Ok(match self.store.factor_row(self.proof.id()).await? {
            None => Factor::None,
            Some(FactorRow { since: Some(since), recovery, .. }) => Factor::On(Moment::from_millis(since), recovery.len()),
            Some(row) => {
                let secret = totp(self.store.vault()?.open(&self.owner(), &row.sealed)?)?.get_secret_base32();
                let issuer: String = self.store.config().store_name().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
                let name = self.proof.user_name();
                let address = format!("otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}&digits=6&period={STEP}");
                Factor::Begun(Enrolment { secret, address })
            }
        })
    }

    /// Makes what codes are made of. It is shown until a code confirms it, and asked for from then on.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: he has one that is asked for.
    pub async fn begin_factor(&self) -> Result<(), StoreError> {
        let mut secret = [0_u8; 20];
        getrandom::fill(&mut secret).map_err(|error| StoreError::Other(format!("no randomness: {error}")))?;
        let sealed = self.store.vault()?.seal(&self.owner(), &secret)?;
        if self.store.factor_row(self.proof.id()).await?.is_some_and(|row| row.since.is_some()) {
            return Err(StoreError::Stale);
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_find_none("staff_factor", &[When::is("id", factor(self.proof.id())), When::is_not("since", None::<i64>)]);
        tx.writes().put(&factor(self.proof.id()), FactorRow { sealed, since: None, step: 0, recovery: Vec::new() });
        tx.commit_untold().await
    }

    /// The first code: from now on one is asked for at each sign-in. Gives back the recovery codes, which are shown once, and the token under which
    /// his session goes on.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the code is not right. [`StoreError::NotFound`]: nothing was begun.
    pub async fn confirm_factor(&self, code: &Secret) -> Result<(Vec<String>, Option<Token>), StoreError> {
        let (id, now) = (self.proof.id(), self.proof.origin().at);
        let row = self.store.factor_row(id).await?.filter(|row| row.since.is_none()).ok_or(StoreError::NotFound)?;
        let used = row.accepts(self.store.vault()?, id, code.expose(), now)?.ok_or(StoreError::Invalid("code", Flaw::WrongCode))?;
        let (shown, recovery) = recovery_codes();
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&used.set("since", now.millis()).set("recovery", recovery).only_if("sealed", row.sealed));
        // What was begun with the password alone ends; in this session a code was typed.
        let token = self.store.beginning_anew(&mut tx, self.proof, id).await?;
        if let Some(token) = &token {
            tx.writes().update(&stepped_up(&token.digest(), now));
        }
        self.store.tell_staff(&mut tx, About::SecondFactorChanged, &self.store.staff_row(id).await?.read()?);
        let event = tx.event(Action::StaffFactorSet).on("staff", id, self.proof.user_name());
        tx.commit(event).await?;
        Ok((shown, token))
    }

    /// New recovery codes; those of before are good for nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: he has no second factor.
    pub async fn renew_recovery_codes(&self) -> Result<Vec<String>, StoreError> {
        let (shown, recovery) = recovery_codes();
        let mut tx = self.store.tx(self.proof);
        let update = Update::of(&factor(self.proof.id())).set("recovery", recovery);
        tx.writes().must_update(&update.when(When::is_not("since", None::<i64>)));
        let event = tx.event(Action::StaffRecoveryRenewed).on("staff", self.proof.id(), self.proof.user_name());
        match tx.commit(event).await {
            Ok(()) => Ok(shown),
            Err(StoreError::Stale) => Err(StoreError::NotFound),
            Err(error) => Err(error),
        }
    }

    /// Takes his own second factor away; gives back the token under which his session goes on.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn remove_factor(&self) -> Result<Option<Token>, StoreError> {
        let member = self.store.staff_row(self.proof.id()).await?.read()?;
        let mut tx = self.store.tx(self.proof);
        self.store.taking_factor(&mut tx, &member).await?;
        let token = self.store.beginning_anew(&mut tx, self.proof, member.id).await?;
        let event = tx.event(Action::StaffFactorRemoved).on("staff", self.proof.id(), self.proof.user_name());
        tx.commit(event).await?;
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, Appendix B, cut to six digits.
    #[test]
    fn a_code_is_good_once_and_half_a_minute_off_at_most() {
        let totp = totp(b"12345678901234567890".to_vec()).unwrap();
        let at = |seconds: i64| Moment::from_millis(seconds * 1000);
        assert_eq!(step_of(&totp, "287082", 0, at(59)), Some(1));
        assert_eq!(step_of(&totp, "287082", 1, at(59)), None, "it was used");
        assert_eq!(step_of(&totp, "287082", 0, at(89)), Some(1), "a clock is half a minute off");
        assert_eq!(step_of(&totp, "287082", 0, at(90)), None);
        assert_eq!(step_of(&totp, "081804", 0, at(1_111_111_109)), Some(37_037_036));
        assert_eq!(step_of(&totp, "081805", 0, at(1_111_111_109)), None);
    }

    #[test]
    fn recovery_codes_are_long_different_and_kept_as_digests() {
        let (shown, kept) = recovery_codes();
        assert_eq!((shown.len(), kept.len()), (RECOVERY, RECOVERY));
        assert!(shown.iter().zip(&kept).all(|(shown, kept)| digest(&typed(&shown.to_uppercase())) == *kept && shown.len() == 19));
    }
}
