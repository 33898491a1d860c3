@bad-day @journey:payment-trouble
Feature: A bad day at the till
  The card says no, or the bank does not answer, and the shop makes it worse.

  @demo
  Scenario: A declined card is the end of the road
    Given the shop has a bad day: "decline-dead-end"
    And Femi is "impatient-buyer"
    When he buys "Sea Salt Soap" with the "visa-declined" card
    Then the shop says why
    When he tries again with the "mastercard-approved" card
    Then the order is placed

  Scenario: The bank's page never comes back
    Given the shop has a bad day: "three-ds-hangs"
    And Hannah is "calm-desktop"
    And she has 8 seconds of patience
    When she buys "Sea Salt Soap" with the "visa-3ds" card
    Then the order is placed
