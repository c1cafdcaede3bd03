"""Scenario files that use every key; the second one those of how work is handled."""

from __future__ import annotations

FULL = """
schema: 1
name: Today
diagram: ../../bpmn/complaint.bpmn
based_on: null
start: 2026-03-02T00:00
zone: Asia/Shanghai
study: steady
length: 4 weeks
warm_up: 1 week
replications: 25
precision: 3 %
seed: 7
currency: CNY
service_level: 20 s
calendars:
  office:
    mon-fri: 08:00-20:00
    sat: [09:00-12:00, 13:00-18:00]
    closed: [2026-05-01]
    also: {2026-05-09: 08:00-20:00}
arrivals:
  Start_Complaint:
    every: {exponential: {mean: 90 s}}
    open: office
    scale: [{from: 2026-03-09, to: 2026-03-23T12:00, scale: 1.4}]
    backlog: 12
attributes:
  amount: {lognormal: {mean: 180, cv: 1.2}}
  vip: {chance: 5 %}
  channel: {choice: {voice: 70 %, chat: 20 %, mail: 10 %}}
  items: 3
priority: [vip, "amount > 5000"]
teams:
  Agents: {staff: 28, calendar: office, shrinkage: 30 %, absence: 5 %, cost: 42/h, at_shift_end: finish}
  Night: {shifts: [{staff: 4, daily: 20:00-24:00}, {staff: 2, calendar: office}]}
  Remote: {staff: 10, speed: 0.85, ramp_up: {from: 0.5, over: 8 weeks}, cost: 30, at_shift_end: suspend}
  Chat: {staff: 6, at_once: 3, slower: 1.3}
  Team leaders: {staff: 3, base_load: 40 %}
steps:
  Task_Handle:
    time: {lognormal: {mean: 6 min, cv: 0.9}}
    team: [Agents, Remote]
    people: 2
    patience: {exponential: {mean: 3 min}}
    calls_back: {chance: 50 %, after: {exponential: {mean: 30 min}}}
    standard_time: 6 min
    method: SOP-012
  Enter: {batch: {size: 20, or_after: 2 h}, set_up: 5 min, time: 30 s}
  Task_Check: {instances: {by: items}}
  Task_Dispatch: {repeats: {chance: 20 %, at_most: 3}, team: []}
routing:
  Gateway_Valid: {Flow_yes: 80 %, no: 20 %}
  Amount?: {Flow_high: "amount > 500"}
events:
  Boundary_48h: {after: 48 h, clock: calendar}
  Boundary_Error: {chance: 3 %, at: 50 %}
  Catch_Answer: {after: {exponential: {mean: 1 d}}, clock: office}
deflect:
  Start_Complaint: {class: "channel == 'chat'", share: 40 %, contained: 50 %, comes_back: 20 %, harder: 1.1}
ladders:
  complaint:
    - {level: Team leader, team: Team leaders, reply_within: 15 min, clock: office, settles: 70 %,
       time: {lognormal: {mean: 8 min, cv: 1}}, on_miss: move}
    - {level: Supervisor, team: Night, reply_within: 1 h, settles: "amount <= 2000", on_miss: copy}
    - {level: Manager, team: Agents, reply_within: 4 h, settles: 100 %}
escalations:
  Task_Handle: {ladder: complaint, cannot_decide: 8 %, customer_asks: 1 %, over_authority: "amount > 500"}
promises:
  resolved:
    within: 48 h
    share: 95 %
    clock: calendar
    owner: Customer service
    parts:
      entered: {to: Task_Enter, within: 2 h}
      dispatched: {from: Task_Enter, to: Dispatch, within: 4 h, clock: office}
provenance:
  Task_Handle.time: {kind: measured, as_of: 2026-02-20, source: "ACD report"}
  Gateway_Valid: assumed
  teams.Agents: {kind: measured}
"""

HANDLED = """
name: Everything
attributes: {language: {choice: {en: 30 %, zh: 70 %}}, items: {uniform: {low: 1, high: 5}}}
teams:
  Remote: {staff: 10, speed: 0.85, ramp_up: {from: 0.5, over: 8 weeks}, at_shift_end: suspend}
  Chat: {staff: 6, at_once: 3, slower: 1.3, base_load: 40 %}
  Night:
    shifts:
      - {staff: 4, daily: 20:00-24:00, speed: 0.9, ramp_up: {from: 25 %, over: 4 weeks}}
      - {staff: 2, daily: 00:00-08:00}
steps:
  Task_Enter:
    team: [{team: Chat, when: "language == 'zh'"}, Remote, {team: Night, when: valid and items > 2}]
    time: 3 min
    set_up: {uniform: {low: 1 min, high: 2 min}}
    patience: {exponential: {mean: 3 min}}
    calls_back: {chance: 50 %, after: {exponential: {mean: 30 min}}}
    assigns: {valid: {chance: 80 %}, amount: {lognormal: {mean: 180, cv: 1.2}}, kind: {choice: {a: 1}}}
  Task_Handle: {batch: {size: 20, or_after: 2 h}, time: 30 s}
  Task_Check: {instances: {by: amount}}
  Task_Dispatch: {repeats: {chance: 20 %, at_most: 3}, instances: {uniform: {low: 1, high: 4}}}
routing:
  Gateway_Valid: {Flow_yes: valid}
events:
  Boundary_Reminder: {after: 1 h, rings: 3}
  Boundary_Nagging: {after: 1 d, rings: unlimited}
deflect:
  Start_Complaint:
    {class: "language == 'en'", share: 40 %, contained: 50 %, comes_back: 20 %, after: 1 h, time: 2 min,
     harder: 1.1}
"""
