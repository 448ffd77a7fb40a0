"""Every sentence that the bot says, with the slots that it fills: what `content/texts/` must have.

Written by `python -m tests.house.support.sentences` from the shipped texts; a test compares. Name and slots: "households: found(n name), none".
"""

import re

_LISTED = """
appointment: impossible(example text), past(example text), unclear(example text), weekday(day example), which_week(example text)
area: local_unit(text), per_person(text), product(text), rural, sum(sum text), unit(text), urban
ask: given(value), group(example n title), group_again(example n part title), group_and_send(example n title), many(example), member_again(title), not_offered, now(value), number(number whose), optional, picked(names), send(title), specify_other, these, type_name(n), type_names(n), type_whole_name, unfit(why)
below: household(number question text), meant(number text title), other(question text), question(number), task(number question text title words), this_question
block: all(number title), ask(number), ask_others(number), confirmed(n), each(number value), head, how(number), part(said title), row(answer number title), which(number)
button: add_again, add_no, agree, cancel, clear, continue(number), disagree, done, drop, enough, forms, go_on, keep, keep_it, later, list, next_household(name number), next_page, nobody, not_sure, not_yet, open_household(number), publish, read, reopen, review, seen, skip, still, submit, summary, sure, try, why
call: button(number), done(left number), gone(number), line(n), list(n number shown), more(n), no_phone, none, one(at name number phone said why), why.no_account, why.not_reached
category: near_poor, not_poor, poor, short.near_poor, short.not_poor, short.poor, unclear
cccd: characters, former, length(digits), warn_province, warn_sex, warn_year
channel: not_carried(names), share_location, share_phone, telegram, typed(words), web, zalo_bot, zalo_oa
choice: ambiguous(example text), ambiguous_number(label number other place), exclusive(example label), is_it(label number text), no_number(label number), out_of_range(example last number), range(one other text), several(example text), unknown(example text), which(labels text)
clear: nothing, recorded(what), ticked(what)
column: all_of(n value), ask_each(every example last one), ask_lines(example last), ask_pick(example), count(example got want), example(number value), for_all(n value), member(name number), no_unknown, nobody_chosen, rest(n value), twice(number), who_only(example)
command: danhba.button, danhba.what, danhsach.button, danhsach.what, moi.button, moi.what, nhiemvu.button, nhiemvu.what, phieu.button, phieu.what, rasoat.what, tonghop.button, tonghop.what, trogiup.button, trogiup.what, xuat.button, xuat.what
consent: again(day name number), again_legal_duty(day name number), ask_consent, ask_legal_duty, controller(commune), declined(number), first, full(controller), full_how, given_consent, given_legal_duty, household(name number unit), how_consent, how_legal_duty, last_year(category scores year), notice(controller), reason, scores(a b)
date: age(example), approximate(example), bare_number(example text), century(example text), future(example text), impossible(example text), incomplete(example text), lunar(example), month_only(example text), no_month(text), too_old(example text), unknown(example), unreadable(example text), weekday(day text), year_missing(example text)
doubt: generation(elder elder_year younger younger_year), head(name), left_open(doubt), said(doubt), sex(name relation sex), young(age name relation year)
edit: person(number), question(number), who(number)
edited: anew(text), how(how text), taken
effect: asked(n), back(n), came(names), category(category), gone(n names), left(names), question(number), score(after before what)
example: cccd, money, name, phone, relation, sex, text
export: answers, book.choices, book.form, book.label, book.number, book.question, book.questions, book.required, book.sensitive, book.table, book.type, book.value, book.version, column.address, column.birth, column.category, column.cccd, column.ethnicity, column.lacks_card, column.name, column.now, column.now_a, column.now_b, column.number, column.person, column.relation, column.score_a, column.score_b, column.sex, column.state, column.unit, column.year, count(n), count_forms(n), done(count name), file.answers, file.code_book, file.data, file.households, file.near_poor, file.no_card, file.not_reviewed, file.poor, file.sheet, head.deprived, head.form_version, head.head, head.number, head.person, head.result, head.score_a, head.score_b_max, head.score_b_min, head.state, head.submitted, head.unit, how, how_full, kind.answers, kind.code_book, kind.data, kind.households, kind.near_poor, kind.no_card, kind.not_reviewed, kind.poor, kind.sheet, link(count link minutes name), no.answers(number), no.commune, no.form(name), no.household(number), no.in_round, no.odk, no.round(name), no.unit(name), no.which_commune, no_forms, no_way, none(name), not_sensitive, not_yours, sheet, sheet_of(number), unclear(text), value.checked, value.closed, value.draft, value.nam, value.near_poor, value.not_poor, value.not_started, value.nu, value.poor, value.returned, value.submitted, which, which_form, which_household
give: begun(n numbers), done(n people), done_stays(numbers), from(n name), given(by n numbers), given_begun(numbers), how, list, load(done left n name), load_drafts(n), load_gone, load_silent, missing(numbers), no_people, nobody_called(example name), nothing, of_nobody(n where), received, several_called(example name names), sure, taken(n numbers to), to(n name numbers), unclear(text)
group: count(example got part want), not_same(example)
help: admin(commands), checker(commands), collaborator(commands), leader(commands), observer(commands), official(commands)
households: appointment(day), checked(number), ended(day), ends(day), found(first lines more), head(done drafts ends total), how(pages), missed(day), more, no_form, no_number(number), no_round, no_ruleset(year), none, not_found(text), not_submitted(number), of_nobody(number), of_other(number owner), open_elsewhere(number), pages(page pages), reopen_sure(name number), reopen_which, reopened(number), resumed(name number), submitted(at name number), visit_first, which
how: annotate, audio, barcode, date, dateTime, draw, file, geopoint, geoshape, geotrace, map, month, more_points(n), photo, printer, range(high low), range_step(following high low step), rank(example), signature, time, trigger, video, year
identify: code_in_group(name), group, hidden(contact), inviter(channel name), linked(name), many_wrong(channel n), stranger(commune), two_codes, wait(n), wrong_code
input: json, kind(kind kinds), today
interview: about(label number text), about_part(label text), ask_cancel(number), cancel_how, cancelled(number), cannot_skip, closed, dropped, edit_which, first, goes_on, help, hidden, hidden_of, kept(value), kept_free(number value), no_question(number), no_words(words), not_here, not_on_path(number), number_again(number), old_button, paused(number), recorded(value), several(example lines), skipped, which_number(number)
invite: link(link), list(people), message(code link name until), nobody(people wanted), several(people), sheets.done(more n), sheets.file, sheets.link(link minutes more n), sheets.more(n)
items: add_how(text), added(n title), ask(last), ask_empty(title whose), confirmed(n title), entry(number title), entry_within(entry outer), head(n title whose), how(last text), how_many(text), no_item(number), removed(name), too_many(max), untitled
job: begun(what), busy(what), export.what(name), failed(what), form.what(name), given_up(what), invites.what(n), list.what(name), load.what(name), nothing, progress(done total what), stopped(what), too_late
keys: lost(channel)
language: chosen(name), only, which(names)
left: again(number), button.again(number), button.give_up(number), form(number), given_up(number), gone(number), household(number), line(failed uncertain), list(failed number shown uncertain), more(n), none, of_form(title), of_household(number), one(at channel kind name number why), reminder, reply, resumed(number), stranger, task(number), uncertain, which(number what), why.blocked, why.closed, why.moved, why.network, why.not_found, why.other, why.refused, why.server, why.throttled, why.unauthorised, why.uncertain, wiped(number)
list: ask_household(value), ask_unit(value), busy, button_drop, button_load, button_load_good, button_load_lines, counts(changed new unchanged), done(changed new unchanged), dropped, elsewhere(n names), errors(n), form, gone, head(number), household(number), households(n people), how, item(name number text), kept(n names), last_time, left_out(names), load, load_good, marked, members(n number), members_how(number), more(n), moved, namesakes(names), no_commune, none_household, none_unit, not_understood(text), not_whole, not_yours, nothing, of(name number), questions(n name), renumbered(n numbers), rest, row(row), said_household(chosen value), said_none_household(value), said_none_unit(value), said_unit(chosen value), staff(n), twins_cccd(rows), twins_head(rows), unclear, units(n), unknown_columns(columns), warnings(n), where(column row), year_taken(year)
member: long(most text), name_end(text), nobody(text), several(seen text)
menu: chuyento, danhba, danhsach, dotrasoat, goidien, moi, nhacqua, nhiemvu, phancong, phieu, rasoat, socuatoi, start, tinchuagui, tonghop, trogiup, tuchuahieu, xoadulieu, xuat
missed: consent, list, more(n), none, one(question times words), outside(role)
missing: of(how names title), of_household(how title)
money: currency(text), period(text), slang(text), tail(text), too_small(text), two_ways(one other text), unit_missing(text), unreadable(text), zero
narrow: found(n text), page(following last page), point(n)
number: approximate(example text), half(text), negative(example text), not_whole(example text), range(example text), separator(plain text), several(example text), too_large(most), unknown(example), unreadable(example text)
outcome: absent, appointment, moved, not_found, refused, relocated
own: ask_cancel(title), begun(title), cancelled(title), choose, continue, count(n), draft, gone(title), head, help, how, list(title), none, paused(title), resumed(title), review(title), several(wanted), submitted(title), unknown(wanted), unread(number title)
part: date, dateTime, month, name, range(high low), range_step(high low step), sent, time, year
passed: annotate(numbers), audio(numbers), draw(numbers), file(numbers), map(numbers), photo(numbers), printer(numbers), required(numbers), signature(numbers), video(numbers)
people: absent(n), absent_how, all_came, all_came_there(place), back(name), back_invite(code name), button.absent, button.invite, button.invite_all, button.print_all, button.release, changed_sure(person twice), head(joined listed n), households(n), how(more), invited(more n), invited_more(n), known(name), last_admin(name), last_role(name), left_over(n), line(came name places roles), line_no_role(about), line_no_unit(about), line_part(about), moved(after before code name), namesake, new_sure(person twice), no_collaborator(name), no_phone, nobody(wanted), nobody_left(wanted), not_come, not_yourself, one_how(code), pages(next page pages), phone(tail), phone_kept(name tail), release(name), release_left(n name), release_to(n name successor), released(code codes name), renamed(after before), roles(name roles), seen(at), several(people), taken_over(n name), written(code name)
phone: characters, foreign, former, kept(tail), known(tail), length(digits), none, other, prefix(prefix), several, share, type, zero_missing(with_zero)
point: impossible(text), line_closed, line_short(got), many(most), shape_short(got), unreadable(text)
privacy: button(number), done(number), gone(number), late(at channel day name number user), line(n), list(n number shown), none, one(at channel day name number user), request(day days reference)
publish: checked(n title version), confirm.free(title version), confirm.report(title version), confirm.review(title version year), confirm_how, done.free(title version), done.report(title version), done.review(title version), dropped(title), frozen(title version), known(title version), later, marked, mistakes(n), more(n), no_round, not_a_form, not_admin, not_yet(title), old_button, purpose.free, purpose.report, purpose.review, purpose_how, send_again, trial_mark, tried(title), unfit(parts), what, which(title)
quota: full(channel part), line(channel parts), messages(allowed used), nearly(channel part), users(allowed used)
rank: part(example got want), twice(example label)
received: dropped, whether(name), whether.1, whether.2, which(name), which.1, which.2, words(text)
refused: at_notice, checked, closed, incomplete, listed, no_comment, no_day, no_notice, no_reason, not_a_household, not_allowed, not_begun, not_yours, returned, submitted, under_way, your_own
relocated: given(name number person unit), gone(number), line(n), list(n number shown), more(n), nobody(unit), none, one(name number said unit)
remind_on: chosen(channel), last_used, list(channels example now), the_last, unknown(wanted)
reminder: appointment(name number), draft(name number), missed(day name number), returned(name number), task_before(day n name number reference title weekday), task_overdue(day n name number reference title weekday), task_today(day name number reference title weekday), tasks(n name), tasks_how(number), tasks_line_before(day n number reference title weekday), tasks_line_overdue(day n number reference title weekday), tasks_line_today(day number reference title weekday)
required: annotate, audio, choice, draw, file, map, photo, pick, pick_unknown, printer, signature, typed(example), unknown(example), video
review: caution(how text), deprived, head(number), how, how_warned, last_year(category), no_score_a, nothing_yet, open, result(before category score_a score_b), ruleset(legal), score_a(a area limit sign), unclear, unclear_score_a(how), warnings, word
role: admin, checker, collaborator, leader, observer, official
roster: add_how, added(member number), added_many(n), ask(last), ask_empty, ask_reason(name), ask_reason_many(name), card(end), confirmed(n), correct_how(name text), empty, from_age(age name number year), head(n), head_first(n), how(text), how_empty(text), known(known), left(name number why), leftovers(words), no_member(number), no_name_like(name), none, person(number), reason, reason.chuyen_di, reason.da_mat, reason.di_lam_xa, reason.ghi_nham, reason.lay_vo_chong, reason.tach_ho, removed_chuyen_di(name), removed_da_mat(name), removed_di_lam_xa(name), removed_ghi_nham(name), removed_lay_vo_chong(name), removed_tach_ho(name), renamed(after before), too_many(max), which(lines name number)
round: before(day n), left(done left total), left_all(done left total), over(day), today(day)
rounds: added(n numbers round), begins(day), begun(number), by_rule(reference), closed(round), closed_left(n round), dropped, example_add(number round), example_anyway, example_close(round), example_drop(number round), given(left n people), how(month year), how_add(round), in_round(number round), known_closed(days round), known_open(days round), left(n numbers round), line_closed(days done left n round), line_open(days done left n round), list, list_changed, name.monthly(month year), name.periodic(year), name.special(end start), no_commune, no_household(number), no_such_day(text), nobody_in(units), none, none_line(year), none_open, not_in_round(number round), not_yours, opened(n round), sure_close(n round), sure_open, sure_open_give, taken_off(n numbers round), unclear(text year), which_commune(example names), which_days(day), which_kind(day), which_round(example names), why(example), why_close(example n), would_open(days n near poor round), would_open_empty(days round)
shown: area(n), audio, file, image, line(n), not_yet, nothing, read, skipped, video
since: answer(now was what), came(name), class(now was), head(year), hidden(what), left(name), left_why(name why), more(n), nothing(year)
skipped: annotate, audio, draw, file, map, photo, printer, signature, video
start: commands(commands), draft(name number), form(number title), hello(name role), progress(done total year), returned(name number)
state: checked, closed, draft, not_started, returned, submitted
submit: done(category number), done_unclear(category number), left(done total), not_yet(n), round_closed(round)
summary: beyond_file, beyond_list, categories(near near_done poor poor_done), checking(checked returned waiting), commune_idle(name), communes(at), ended(day n), ends(day), fastest, group(appointments closed done drafts last name near_poor people poor total untouched), group_line(done name total untouched), groups, head(at commune), how, moved(n), never, no_figure, no_group(name), no_plan(year), no_round, no_target, rank_line(done name people share total), rate_near_poor(all less now rate target wanted), rate_poor(all less now rate target wanted), relocated(n), review(done ends share today total), slowest, source(source year), states(appointments drafts untouched), unclear(n), visits(listed)
sure: doubt(doubts), left, twin(people)
tasks: all_done, already(day number title), button.done, button.postponed, button.received, button.undone, button_of.done(number), button_of.postponed(number), button_of.received(number), day_impossible(number text), day_late(clock number), day_long(most number), day_past(number text), day_unclear(number text), day_weekday(day number), day_which_week(number text), deadline(day left weekday), gone(number title), head(n), how, how_leader, how_one(number), how_one_done(number), how_undone, leader_sees(day weekday), left(n), line(reference state title when), near, near_line(name title when), near_more(n), next(day n weekday), no_deadline, nobodys, none, none_at_all, not_done(number title), of_all, overdue(n), person(name), postpone_how(number), postponed_after, said_done(number title), said_postponed(day title weekday), said_received(title), state.done, state.postponed(until), state.received, today, undone(number title when), undone_when(day weekday), unknown, unread(number title words), which(n)
text: empty, long(example most)
time: approximate(text), impossible(text), no_day(text), no_time(text), unknown, unreadable(text), which_half(early late)
turn: answer_first, asked_elsewhere(channel text), file, form_broken, location, meant(words), meant_figures, meant_type(words), not_allowed(command), old_button, photo, quotes_other(text), sorry, stale(text), stale_ended(text), stale_number(number text), sticker, thanks, the_location, the_photo, too_long(most n), too_long_rest, unknown, unknown_admin, unknown_collaborator, unknown_command(command), unknown_leader, unreadable, unsupported
value: annotate, audio, constraint, draw, empty, file, limit_items(most), limit_length(most), limit_nodes, limit_steps, line_how(text), map, moment_how(text), name_some(example), no_choice(last number), no_choices, no_page(last), no_result(name reason), nothing_chosen(example), photo, printer, range(high low), rank_left(left), shape_how(text), signature, step(above below step), step_last(near step), too_long(got max), too_many_names(example n text), trigger, type_name(example text), unwanted_file, unwanted_location, unwanted_photo, video
visit: after_end(day example number weekday), after_end_done, appointment_how(day example), ask.absent(number), ask.moved(number), ask.not_found(number), ask.refused(number), done.absent(number weekday), done.absent_appointment(day example number weekday), done.appointment(day number weekday), done.appointment_today(day number weekday), done.moved(number), done.not_found(number), done.refused(number), done.relocated(number), dropped, inside, reason_first, reason_long(most), reasons.absent, reasons.moved, reasons.not_found, reasons.refused, which(example)
who: no_member(members number), nobody_called(example text), none_or_all, range(text), several_called(members text), twice(number), unknown_whom(example), vague(example text), words(example text)
whom: alike, named(names value), no, numbered(numbers value), recorded, unknown, yes
why: flip_deprived(category name score), flip_deprived_any(category name score), flip_met(category name score), flip_met_any(category name score), flip_score(category score), head(legal), last_time(n), line(line place), no_score_a, people(n), score_a(a at limit), score_b(n points score), score_b_range(n points score unknown), share(limit n names percent whole)
yesno: unclear(text)
"""

_ONE = re.compile(r"([\w.-]+)(?:\(([\w ]+)\))?(?:, |$)")


def _wanted() -> dict[str, frozenset[str]]:
    found = {}
    for line in _LISTED.splitlines():
        family, _, rest = line.partition(": ")
        for name, slots in _ONE.findall(rest):
            found[f"{family}.{name}"] = frozenset(slots.split())
    return found


WANTED = _wanted()
"""Key -> names of its slots."""
