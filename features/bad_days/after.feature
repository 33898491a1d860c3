@bad-day @journey:guest-purchase
Feature: A bad day after the purchase

  Scenario: The confirmation confirms nothing
    Given the shop has a bad day: "bare-confirmation"
    And Hannah is "calm-desktop"
    When she buys "Pine Bath Oil" as a guest
    Then the order is placed
    And she has an order number

  @demo
  Scenario: No e-mail comes
    Given the shop has a bad day: "mail-lost"
    And Hannah is "calm-desktop"
    When she buys "Pencil Pot" as a guest
    Then the order is placed
    And a confirmation e-mail reaches her within 5 seconds
