@bad-day @journey:guest-purchase
Feature: A bad day at the checkout
  She wants to say where the parcel goes and to pay. The shop does not let her, or wants more than it said.

  @demo
  Scenario: The address form is a trap for the keyboard
    Given the shop has a bad day: "keyboard-trap"
    And Ravi is "keyboard-only"
    When he buys "Brass Pen" as a guest
    Then the order is placed

  Scenario: One mistake, and everything has to be typed again
    Given the shop has a bad day: "form-wiped"
    And Hannah is "calm-desktop"
    And she forgets her "postcode" at first
    When she puts "Camp Cooking Pot" in her basket
    And she goes to the checkout
    And she continues as a guest
    And she notices her mistake and mends it
    Then nothing got in her way

  Scenario: A fee that nobody mentioned
    Given the shop has a bad day: "late-fee"
    And Edith is "careful-reader"
    When she comes as far as the payment with "Stone Soap Dish"
    Then nothing got in her way

  @demo
  Scenario: The order is not taken
    Given the shop has a bad day: "checkout-500"
    And Hannah is "calm-desktop"
    When she buys "Enamel Teapot" as a guest
    Then the order is placed
