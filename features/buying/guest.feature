@journey:guest-purchase
Feature: Buying as a guest
  Whoever knows what they want should own it in a few minutes, without an account.

  @demo
  Scenario: Somebody with time buys a mug
    Given Hannah is "calm-desktop"
    When she opens the shop
    And she searches for "Harbour Stoneware Mug"
    And she opens "Harbour Stoneware Mug"
    And she puts it in her basket
    And she opens her basket
    And she goes to the checkout
    And she continues as a guest
    And she gives her name and address
    And she chooses a delivery
    And she pays by card
    Then the order is placed
    And the price she pays is the price she was shown
    And the total she pays is the total she was shown
    And a confirmation e-mail reaches her within 30 seconds
    And nothing got in her way

  @demo
  Scenario: Somebody between two trains buys a present on the phone
    Given Amelie is "hurried-phone"
    When she buys "Beeswax Candle" as a guest
    Then the order is placed
    And she has an order number
    And nothing got in her way

  @demo
  Scenario: Somebody without a mouse buys a lamp
    Given Ravi is "keyboard-only"
    When he opens the shop
    And he puts "Driftwood Table Lamp" in his basket
    And he goes to the checkout
    And he continues as a guest
    And he gives his details
    And he chooses "Express" delivery
    And he pays by card
    Then the order is placed
    And nothing got in his way

  Scenario: Two people buy at the same time
    Given Edith is "careful-reader"
    And Femi is "impatient-buyer"
    When Edith puts "Canvas Backpack" in her basket
    And Femi buys "Insulated Flask" as a guest
    And Edith goes to the checkout
    And she continues as a guest
    And she gives her details
    And she pays by card
    Then Edith has an order number
    And Femi has an order number
    And nothing got in Edith's way

  Scenario Outline: The shop sells to people from elsewhere
    Given <who> is "<persona>"
    When <who> buys "<product>" as a guest
    Then the order is placed
    And nothing got in <who>'s way

    Examples:
      | who      | persona          | product       |
      | Walter   | gift-from-boston | Tide Wall Clock |
      | Lena     | hotel-sofa       | Sea Salt Soap |
      | Baptiste | private-person   | Brass Pen     |
