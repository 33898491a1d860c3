@bad-day @journey:guest-purchase
Feature: A bad day on the way to the till
  The same errands as always, on a day when something is broken. Nothing on the page gives the fault away.

  Scenario: The order is not taken
    Given the shop has a bad day: "checkout-500"
    And Hannah is "calm-desktop"
    When she buys "Enamel Teapot" as a guest
    Then the order is placed

  Scenario: The product page is slow
    Given the shop has a bad day: "slow-product-page"
    And Femi is "impatient-buyer"
    When he opens the shop
    And he opens "Copper Whistling Kettle"
    Then nothing got in his way

  Scenario: The price rises in the basket
    Given the shop has a bad day: "price-drift"
    And Edith is "careful-reader"
    When she puts "Harbour Cushion" in her basket
    And she opens her basket
    Then the price she pays is the price she was shown

  Scenario: The button that should add to the basket is dead
    Given the shop has a bad day: "dead-button"
    And Amelie is "hurried-phone"
    When she puts "Beeswax Candle" in her basket
    Then the basket holds 1 piece

  Scenario: The address form is a trap for the keyboard
    Given the shop has a bad day: "keyboard-trap"
    And Ravi is "keyboard-only"
    When he buys "Brass Pen" as a guest
    Then the order is placed

  Scenario: A fee that nobody mentioned
    Given the shop has a bad day: "late-fee"
    And Edith is "careful-reader"
    When she comes as far as the payment with "Stone Soap Dish"
    Then nothing got in her way
