@journey:payment-trouble @where-offered
Feature: When the card says no
  A declined card is not a lost sale, if the shop says why and lets people try again.

  @demo
  Scenario: A declined card, then another one
    Given Hannah is "calm-desktop"
    When she comes as far as the payment with "Enamel Teapot"
    And she pays with the "visa-declined" card
    Then the payment is declined
    And the shop says why
    When she tries again with the "mastercard-approved" card
    Then the order is placed
    And nothing got in her way

  Scenario Outline: The shop says why
    Given Hannah is "calm-desktop"
    When she comes as far as the payment with "Sea Salt Soap"
    And she pays with the "<card>" card
    Then the payment is declined
    And she is told why
    And nothing got in her way

    Examples:
      | card                    |
      | visa-insufficient-funds |
      | visa-expired            |

  Scenario: The bank asks, and she confirms
    Given Noor is "asked-twice"
    When Noor buys "Stone Soap Dish" as a guest
    Then the order is placed
    And nothing got in her way

  Scenario: The bank asks, and she changes her mind
    Given Noor is "asked-twice"
    And she changes her mind at her bank
    When Noor buys "Stone Soap Dish" as a guest
    Then the payment is declined
    And nothing got in her way

  Scenario: Somebody who double-clicks on everything pays once
    Given Hannah is "calm-desktop"
    And she will press the last button twice
    When she buys "Sea Salt Soap" as a guest
    Then the order is placed
    And only one order is placed
    And nothing got in her way
